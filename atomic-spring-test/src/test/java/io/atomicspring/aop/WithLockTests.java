package io.atomicspring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.lock.LeaseLostException;
import io.atomicspring.lock.LockManager;
import io.atomicspring.lock.LockNotAcquiredException;
import io.atomicspring.test.ManualTime;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

class WithLockTests {

    private static final List<String> EVENTS = new ArrayList<>();

    private final ManualTime time = ManualTime.create();
    private final LockManager locks = LockManager.builder(new RecordedBackend(MemoryBackend.with(time), EVENTS))
            .holder("here")
            .time(time)
            .scheduler(time.scheduler())
            .build();
    private final RecordedTransactions transactions = new RecordedTransactions(EVENTS);
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Orders orders = started();

    record Order(String id) {}

    @Retention(RetentionPolicy.RUNTIME)
    @WithLock(key = "")
    @interface LocksTheOrder {
        @AliasFor(annotation = WithLock.class, attribute = "key")
        String value();
    }

    /** An ordinary bean. */
    static class Orders {

        private final LockManager locks;

        Orders(LockManager locks) {
            this.locks = locks;
        }

        @WithLock(key = "#order.id", lease = "1m", waitFor = "0s")
        String ship(Order order) {
            EVENTS.add("ship");
            return order == null ? "" : "shipped " + order.id();
        }

        @Transactional
        @WithLock(key = "#order.id")
        public void book(Order order) {
            EVENTS.add("book");
        }

        @WithLock(key = "'fixed'")
        void fail() throws IOException {
            EVENTS.add("fail");
            throw new IOException("disk full");
        }

        @LocksTheOrder("'order:' + #p0")
        void composed(int number) {
            EVENTS.add("composed");
        }

        @WithLock(key = "'${region}'", lease = "${lease}")
        Duration leaseInUse() {
            return locks.find("eu").orElseThrow().remaining();
        }

        @WithLock(key = "#keys")
        void several(List<String> keys) {
            EVENTS.add("several");
        }

        void free() {
            EVENTS.add("free");
        }
    }

    @AfterEach
    void everythingIsReleased() {
        EVENTS.clear();
        context.close();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aMethodRunsUnderTheLockOfItsKey() {
        assertThat(orders.ship(new Order("42"))).isEqualTo("shipped 42");
        assertThat(EVENTS).containsExactly("lock 42", "ship", "release 42");
    }

    @Test
    void aBusyLockKeepsTheMethodFromRunning() {
        locks.acquire("42").remaining();
        EVENTS.clear();

        assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> orders.ship(new Order("42")));
        assertThat(EVENTS).containsExactly("lock 42");
    }

    @Test
    void theLockIsOutsideTheTransactionOfTheMethod() {
        orders.book(new Order("42"));
        assertThat(EVENTS).containsExactly("lock 42", "begin", "book", "commit", "release 42");
    }

    @Test
    void withATransactionAroundTheLockIsReleasedAfterItsCompletion() {
        transaction.executeWithoutResult(status -> {
            orders.ship(new Order("42"));
            EVENTS.add("more");
        });
        assertThat(EVENTS).containsExactly("begin", "lock 42", "ship", "more", "commit", "release 42");
    }

    @Test
    void aTransactionThatRollsBackReleasesToo() {
        transaction.executeWithoutResult(status -> {
            orders.ship(new Order("42"));
            status.setRollbackOnly();
        });
        assertThat(EVENTS).containsExactly("begin", "lock 42", "ship", "rollback", "release 42");
    }

    @Test
    void aTransactionHoldsALockOnce() {
        transaction.executeWithoutResult(status -> {
            orders.ship(new Order("42"));
            orders.ship(new Order("42"));
            orders.ship(new Order("43"));
        });
        assertThat(EVENTS)
                .containsExactly(
                        "begin", "lock 42", "ship", "ship", "lock 43", "ship", "commit", "release 42", "release 43");
    }

    @Test
    void aTransactionWhoseLockWasLostDoesNotCommit() {
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                    orders.ship(new Order("42"));
                    locks.close();
                }));
        assertThat(EVENTS).containsExactly("begin", "lock 42", "ship", "release 42", "rollback");
    }

    @Test
    void theFailureOfTheMethodPassesAndTheLockIsReleased() {
        assertThatExceptionOfType(IOException.class).isThrownBy(orders::fail).withMessage("disk full");
        assertThat(EVENTS).containsExactly("lock fixed", "fail", "release fixed");
    }

    @Test
    void theAnnotationCanBeComposed() {
        orders.composed(7);
        assertThat(EVENTS).containsExactly("lock order:7", "composed", "release order:7");
    }

    @Test
    void placeholdersAreResolved() {
        assertThat(orders.leaseInUse()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void otherMethodsAreLeftAlone() {
        orders.free();
        assertThat(EVENTS).containsExactly("free");
    }

    @Test
    void aKeyThatIsNullOrBlankIsAnError() {
        String method = "@WithLock on " + Orders.class.getName() + ".ship";
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> orders.ship(new Order(null)))
                .withMessage(method + ": the key '#order.id' is null for this call. A lock needs a key.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> orders.ship(new Order(" ")))
                .withMessage(method + ": the key '#order.id' is blank for this call. A lock needs a key.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> orders.ship(null))
                .withMessageStartingWith(method + ": the key '#order.id' cannot be evaluated: ");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> orders.several(List.of("a", "b")))
                .withMessageContaining("is a collection");
        assertThat(EVENTS).isEmpty();
    }

    private Orders started() {
        EVENTS.clear();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("region", "eu", "lease", "7s")));
        context.registerBean(DefaultAdvisorAutoProxyCreator.class);
        context.registerBean(BeanFactoryTransactionAttributeSourceAdvisor.class, this::transactional);
        context.registerBean(WithLockAdvisor.class, () -> WithLockAdvisor.with(locks));
        context.registerBean(Orders.class, () -> new Orders(locks));
        context.refresh();
        return context.getBean(Orders.class);
    }

    private BeanFactoryTransactionAttributeSourceAdvisor transactional() {
        TransactionAttributeSource source = new AnnotationTransactionAttributeSource();
        BeanFactoryTransactionAttributeSourceAdvisor advisor = new BeanFactoryTransactionAttributeSourceAdvisor();
        advisor.setTransactionAttributeSource(source);
        advisor.setAdvice(new TransactionInterceptor((TransactionManager) transactions, source));
        return advisor;
    }
}
