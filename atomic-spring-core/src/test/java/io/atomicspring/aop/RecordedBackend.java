package io.atomicspring.aop;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Shape;
import io.atomicspring.backend.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** A backend that writes down when a lock was acquired and released. */
final class RecordedBackend {

    private RecordedBackend() {}

    static Backend over(Backend backend, List<String> events) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof Write write) {
                        record(write, events);
                    }
                    try {
                        return method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void record(Write write, List<String> events) {
        if (write.shape() instanceof Shape.Acquire) {
            events.add("lock " + write.key().partition());
        } else if (write.shape() instanceof Shape.Release) {
            events.add("release " + write.key().partition());
        }
    }
}
