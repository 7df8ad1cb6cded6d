package io.atomicspring.boot.autoconfigure.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.FailureAnalyses;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.backend.MemoryBackendAutoConfiguration;
import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LockManager;
import io.atomicspring.lock.LockNotAcquiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

class WithLockTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MemoryBackendAutoConfiguration.class,
                    BackendAutoConfiguration.class,
                    LockAutoConfiguration.class,
                    AopAutoConfiguration.class,
                    WithLockAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("atomic.backend=memory", "atomic.lock.wait-for=0s", "spring.application.name=shipping")
            .withBean(Journal.class)
            .withBean(PlatformTransactionManager.class, JournaledTransactions::new)
            .withBean(Shipping.class);

    public record Order(String id) {}

    /** What happened, in order; transactions tell whether the lock was held at their begin and commit. */
    public static class Journal {
        final List<String> lines = new ArrayList<>();
        LockManager locks;

        void line(String what) {
            boolean held = locks != null && locks.find("order-7").isPresent();
            lines.add(what + (held ? " under the lock" : ""));
        }
    }

    static class JournaledTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        transient Journal journal = new Journal();

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            journal.line("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            journal.line("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            journal.line("rollback");
        }
    }

    /** Public, because with a class loader of its own the proxy is in another run-time package. */
    public static class Shipping {

        private final LockManager locks;
        private final Journal journal;

        public Shipping(LockManager locks, Journal journal, PlatformTransactionManager transactions) {
            this.locks = locks;
            this.journal = journal;
            journal.locks = locks;
            ((JournaledTransactions) transactions).journal = journal;
        }

        @WithLock(key = "'order-' + #order.id", lease = "7m")
        @Transactional
        public Duration ship(Order order) {
            journal.line("ship");
            return locks.find("order-" + order.id()).orElseThrow().remaining();
        }

        @WithLock(key = "'order-' + #order.id", waitFor = "${shipping.patience:1ms}")
        public void shipLater(Order order) {
            journal.line("ship later");
        }
    }

    private static Journal journal(AssertableApplicationContext context) {
        Journal journal = context.getBean(Journal.class);
        journal.lines.clear();
        return journal;
    }

    @Test
    void theLockIsOutsideTheTransactionOfTheSameMethod() {
        runner.run(context -> {
            Journal journal = journal(context);
            context.getBean(Shipping.class).ship(new Order("7"));
            journal.line("after");
            assertThat(journal.lines)
                    .containsExactly("begin under the lock", "ship under the lock", "commit under the lock", "after");
        });
    }

    @EnableTransactionManagement
    static class TransactionsDeclaredFirst {}

    @Test
    void theLockIsOutsideAlsoWhenTheTransactionsWereDeclaredFirst() {
        runner.withUserConfiguration(TransactionsDeclaredFirst.class).run(context -> {
            Journal journal = journal(context);
            context.getBean(Shipping.class).ship(new Order("7"));
            assertThat(journal.lines)
                    .containsExactly("begin under the lock", "ship under the lock", "commit under the lock");
        });
    }

    @EnableTransactionManagement(order = 0)
    static class TransactionsOutsideEverything {}

    @Test
    void withATransactionOutsideTheLockIsReleasedAfterItsCompletion() {
        runner.withUserConfiguration(TransactionsOutsideEverything.class).run(context -> {
            Journal journal = journal(context);
            context.getBean(Shipping.class).ship(new Order("7"));
            journal.line("after");
            assertThat(journal.lines).containsExactly("begin", "ship under the lock", "commit under the lock", "after");
        });
    }

    @Test
    void theLeaseIsTheAnnotationsOwn() {
        runner.run(context -> assertThat(context.getBean(Shipping.class).ship(new Order("7")))
                .isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7)));
    }

    @Test
    void theWaitIsTheAnnotationsOwnAndTheBusyLockIsNamed() {
        // The default would wait for a day, so a result shows whose wait it was.
        runner.withPropertyValues("atomic.lock.wait-for=1d").run(context -> {
            Journal journal = journal(context);
            try (Lease held = context.getBean(LockManager.class).acquire("order-7")) {
                assertThatThrownBy(() -> context.getBean(Shipping.class).shipLater(new Order("7")))
                        .isInstanceOf(LockNotAcquiredException.class)
                        .hasMessageContaining("order-7")
                        .hasMessageContaining("shipping");
                context.getBean(Shipping.class).shipLater(new Order("8"));
                assertThat(held.isHeld()).isTrue();
            }
            assertThat(journal.lines).containsExactly("ship later under the lock");
        });
    }

    @Test
    void theWaitOfTheSettingsIsUsedWithoutOneOfTheAnnotation() {
        runner.run(context -> {
            try (Lease held = context.getBean(LockManager.class).acquire("order-7")) {
                assertThatThrownBy(() -> context.getBean(Shipping.class).ship(new Order("7")))
                        .isInstanceOf(LockNotAcquiredException.class);
                assertThat(held.isHeld()).isTrue();
            }
        });
    }

    @Test
    void theStoreIsNotOpenedForTheAdvice() {
        // It would be opened while the advice is being made, and what it is made of would be left without this advice.
        List<Boolean> adviceInCreation = new ArrayList<>();
        runner.withInitializer(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessBeforeInitialization(Object bean, String name) {
                        if (bean instanceof Backend) {
                            adviceInCreation.add(context.getBeanFactory().isCurrentlyInCreation("withLockAdvisor"));
                        }
                        return bean;
                    }
                }))
                .run(context -> assertThat(adviceInCreation).containsExactly(false));
    }

    @Test
    void itWorksWithoutTheAutoProxyCreatorOfBoot() {
        // Without transactions too, as they bring a creator of their own.
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MemoryBackendAutoConfiguration.class,
                        BackendAutoConfiguration.class,
                        LockAutoConfiguration.class,
                        AopAutoConfiguration.class,
                        WithLockAutoConfiguration.class))
                .withPropertyValues("atomic.backend=memory", "spring.aop.auto=false")
                .withBean(Journal.class)
                .withBean(PlatformTransactionManager.class, JournaledTransactions::new)
                .withBean(Shipping.class)
                .run(context -> {
                    Journal journal = journal(context);
                    context.getBean(Shipping.class).shipLater(new Order("7"));
                    assertThat(journal.lines).containsExactly("ship later under the lock");
                });
    }

    @Test
    void itWorksWithoutAspectj() {
        runner.withClassLoader(new FilteredClassLoader("org.aspectj")).run(context -> {
            Journal journal = journal(context);
            context.getBean(Shipping.class).shipLater(new Order("7"));
            assertThat(journal.lines).containsExactly("ship later under the lock");
        });
    }

    @Nested
    class StartUpFails {

        static class WrongExpression {
            @WithLock(key = "#order.")
            public void ship(Order order) {}
        }

        static class WrongParameter {
            @WithLock(key = "#oder.id")
            public void ship(Order order) {}
        }

        static class WrongDuration {
            @WithLock(key = "#order.id", lease = "soon")
            public void ship(Order order) {}
        }

        static class FinalMethod {
            @WithLock(key = "#order.id")
            public final void ship(Order order) {}
        }

        static final class FinalClass {
            @WithLock(key = "#order.id")
            public void ship(Order order) {}
        }

        static final class FinalClassWithOtherAdvice {
            @Transactional
            public void ship(Order order) {}
        }

        @Test
        void forAKeyThatIsNoExpression() {
            assertAnalysis(WrongExpression.class, ".ship: the key '#order.' is no SpEL expression");
        }

        @Test
        void forAKeyThatNamesNoParameter() {
            assertAnalysis(
                    WrongParameter.class,
                    ".ship: in the key '#oder.id', #oder is no parameter. Parameters are [#order].");
        }

        @Test
        void forADurationThatIsNone() {
            assertAnalysis(WrongDuration.class, ".ship: lease = \"soon\" is no duration.");
        }

        @Test
        void forAFinalMethod() {
            assertAnalysis(
                    FinalMethod.class, ".ship: the method is public final, and a Spring proxy does not see calls");
        }

        @Test
        void forAFinalClass() {
            FailureAnalysis analysis = analysisOf(FinalClass.class);
            assertThat(analysis.getDescription())
                    .isEqualTo("The class " + FinalClass.class.getName()
                            + " has @WithLock methods but is final, so Spring cannot put a proxy around it that takes the"
                            + " lock.");
            assertThat(analysis.getAction())
                    .isEqualTo(
                            "Make the class non-final (in Kotlin: open, or use the kotlin-spring compiler plugin), or call"
                                    + " LockManager.withLock in the method instead.");
        }

        @Test
        void butAFinalClassWithAdviceOfOthersIsNotOursToExplain() {
            runner.withBean(FinalClassWithOtherAdvice.class).run(context -> {
                assertThat(context).hasFailed();
                assertThat(new UnproxyableLockFailureAnalyzer().analyze(context.getStartupFailure()))
                        .isNull();
            });
        }

        private void assertAnalysis(Class<?> type, String text) {
            FailureAnalysis analysis = analysisOf(type);
            assertThat(analysis.getDescription()).startsWith("@WithLock on " + type.getName() + text);
            assertThat(analysis.getAction())
                    .isEqualTo("Correct what the description names. Nothing was read or written because of it.");
        }

        private FailureAnalysis analysisOf(Class<?> type) {
            List<FailureAnalysis> analyses = new ArrayList<>();
            runner.withBean(type).run(context -> analyses.add(FailureAnalyses.of(context.getStartupFailure())));
            return analyses.get(0);
        }
    }
}
