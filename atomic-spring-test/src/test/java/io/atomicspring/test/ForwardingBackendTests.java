package io.atomicspring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingBackendTests {

    private static final Key KEY = Key.of("test", "counter");

    private final List<List<Object>> received = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private final Backend forwarding = new ForwardingBackend(recorded(MemoryBackend.create())) {};

    private Backend recorded(Backend backend) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    List<Object> call = new ArrayList<>(List.of(method.getName()));
                    call.addAll(arguments == null ? List.of() : Arrays.asList(arguments));
                    received.add(call);
                    Object answer = method.invoke(backend, arguments);
                    answers.add(answer);
                    return answer;
                });
    }

    @Test
    void everyCallAndItsAnswerArePassedOn() {
        Write write = Shapes.add(KEY, BigDecimal.ONE);
        Write other = Shapes.add(KEY, BigDecimal.TEN);
        Scan scan = new Scan("test", "counter", SortRange.all(), Scan.Direction.ASCENDING, 1, null);

        List<Object> heard = new ArrayList<>(List.of(
                forwarding.apply(write),
                forwarding.applyAll(List.of(other)),
                forwarding.read(List.of(KEY)),
                forwarding.scan(scan)));
        Page page = forwarding.scanSpace("test", 7, null);
        heard.addAll(List.of(page, forwarding.purge(3), forwarding.traits()));
        forwarding.close();

        assertThat(received)
                .containsExactly(
                        List.of("apply", write),
                        List.of("applyAll", List.of(other)),
                        List.of("read", List.of(KEY)),
                        List.of("scan", scan),
                        Arrays.asList("scanSpace", "test", 7, null),
                        List.of("purge", 3),
                        List.of("traits"),
                        List.of("close"));
        assertThat(heard).isEqualTo(answers.subList(0, heard.size()));
    }

    /** A default method would compile without being passed on. */
    @Test
    void noMethodIsForgotten() {
        for (Method method : Backend.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                assertThat(ForwardingBackend.class)
                        .as("%s is overridden", method)
                        .hasDeclaredMethods(method.getName());
            }
        }
    }
}
