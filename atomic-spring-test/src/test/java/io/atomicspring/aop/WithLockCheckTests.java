package io.atomicspring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.lock.LockManager;
import io.atomicspring.lock.LockNotAcquiredException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is wrong with an annotation shows when the bean is created, not when the method is called. */
class WithLockCheckTests {

    private final MemoryBackend backend = MemoryBackend.create();
    private final LockManager locks = LockManager.on(backend);

    static class Fine {
        @WithLock(key = "#p0 + ':' + #a1 + #name.length() + {1,2}.?[#this > 1]")
        void fine(String name, int number) {}
    }

    static class NoSyntax {
        void first() {}

        @WithLock(key = "'fine'")
        void second() {}

        @WithLock(key = "#order.")
        void third(String order) {}
    }

    static class NoParameter {
        @WithLock(key = "'order:' + #ordr.length()")
        void ship(String order) {}
    }

    static class NoQuotes {
        @WithLock(key = "nightly")
        void report() {}
    }

    static class NoKey {
        @WithLock(key = " ")
        void report() {}
    }

    static class NoDuration {
        @WithLock(key = "'x'", lease = "soon")
        void report() {}
    }

    static class NoUnit {
        @WithLock(key = "'x'", lease = "30")
        void report() {}
    }

    static class NoLease {
        @WithLock(key = "'x'", lease = "0s")
        void report() {}
    }

    static class NegativeWait {
        @WithLock(key = "'x'", waitFor = "-1s")
        void report() {}
    }

    static class PrivateMethod {
        @WithLock(key = "'x'")
        @SuppressWarnings("UnusedMethod")
        private void report() {}
    }

    static class FinalMethod {
        @WithLock(key = "'x'")
        final void report() {}
    }

    static class StaticMethod {
        @WithLock(key = "'x'")
        static void report() {}
    }

    static class LaterFuture {
        @WithLock(key = "'x'")
        Future<String> report() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class LaterCompletableFuture {
        @WithLock(key = "'x'")
        CompletableFuture<String> report() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class LaterMono {
        @WithLock(key = "'x'")
        Mono<String> report() {
            return Mono.empty();
        }
    }

    static class LaterFlux {
        @WithLock(key = "'x'")
        Flux<String> report() {
            return Flux.empty();
        }
    }

    interface Reports {
        @WithLock(key = "#name")
        String report(String name);
    }

    static class InterfaceReports implements Reports {
        @Override
        public String report(String name) {
            return "report " + name;
        }
    }

    @Test
    void whatIsRightIsAccepted() {
        try (AnnotationConfigApplicationContext context = contextOf(Fine.class)) {
            context.getBean(Fine.class).fine("a", 1);
        }
        assertThat(locks.find("a:112")).isEmpty();
    }

    @Test
    void aWrongExpressionNamesClassMethodAndExpression() {
        messageOf(NoSyntax.class)
                .startsWith("@WithLock on " + NoSyntax.class.getName() + ".third: the key '#order.' is no");
        messageOf(NoParameter.class).endsWith("#ordr is no parameter. Parameters are [#order].");
        messageOf(NoQuotes.class).contains("put a fixed text in quotes: 'nightly'");
        messageOf(NoKey.class).contains("the key is blank");
    }

    @Test
    void aWrongDurationNamesTheAttribute() {
        messageOf(NoDuration.class).contains("NoDuration.report: lease = \"soon\" is no duration");
        messageOf(NoUnit.class).contains("NoUnit.report: lease = \"30\" has no unit");
        messageOf(NoLease.class).contains("NoLease.report: The lease of a lock is PT0S");
        messageOf(NegativeWait.class).contains("NegativeWait.report: The time to wait for a lock is PT-1S");
    }

    @Test
    void aMethodThatNoProxySeesIsRefused() {
        messageOf(PrivateMethod.class).contains("the method is private");
        messageOf(FinalMethod.class).contains("the method is final");
        messageOf(StaticMethod.class).contains("the method is static");
    }

    @Test
    void aMethodThatGoesOnAfterItsReturnIsRefused() {
        messageOf(LaterFuture.class).contains("returns java.util.concurrent.Future and may go on");
        messageOf(LaterCompletableFuture.class).contains("returns java.util.concurrent.CompletableFuture");
        messageOf(LaterMono.class).contains("returns reactor.core.publisher.Mono");
        messageOf(LaterFlux.class).contains("returns reactor.core.publisher.Flux");
    }

    @Test
    void anAnnotatedInterfaceWorksWithAProxyWithoutAContainer() {
        ProxyFactory factory = new ProxyFactory(new InterfaceReports());
        factory.addAdvisor(WithLockAdvisor.with(locks));
        Reports proxy = (Reports) factory.getProxy();

        assertThat(proxy.report("daily")).isEqualTo("report daily");
        LockManager impatient = LockManager.builder(backend)
                .defaults(options -> options.waitFor(Duration.ZERO))
                .build();
        locks.acquire("busy");
        ProxyFactory other = new ProxyFactory(new InterfaceReports());
        other.addAdvisor(WithLockAdvisor.with(() -> impatient));
        assertThatExceptionOfType(LockNotAcquiredException.class)
                .isThrownBy(() -> ((Reports) other.getProxy()).report("busy"));
    }

    private AbstractStringAssert<?> messageOf(Class<?> type) {
        BeanCreationException failure = catchThrowableOfType(
                BeanCreationException.class, () -> contextOf(type).close());
        assertThat(failure).hasCauseInstanceOf(InvalidInputException.class);
        return assertThat(failure.getCause().getMessage());
    }

    private AnnotationConfigApplicationContext contextOf(Class<?> type) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DefaultAdvisorAutoProxyCreator.class);
        context.registerBean(WithLockAdvisor.class, () -> WithLockAdvisor.with(locks));
        context.registerBean(type);
        context.refresh();
        return context;
    }
}
