package io.atomicspring.aop;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shape;
import io.atomicspring.backend.Write;
import io.atomicspring.test.ForwardingBackend;
import java.util.List;

/** A backend that writes down when a lock was acquired and released. */
final class RecordedBackend extends ForwardingBackend {

    private final List<String> events;

    RecordedBackend(Backend backend, List<String> events) {
        super(backend);
        this.events = events;
    }

    @Override
    public Outcome apply(Write write) {
        if (write.shape() instanceof Shape.Acquire) {
            events.add("lock " + write.key().partition());
        } else if (write.shape() instanceof Shape.Release) {
            events.add("release " + write.key().partition());
        }
        return super.apply(write);
    }
}
