package io.atomicspring.store;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.InvalidInputException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a write requires of its item, for the store and for people. */
record Expectation(Guard guard, String text) {

    static final Expectation EXISTS = new Expectation(Guard.present(), "the item exists");
    static final Expectation DOES_NOT_EXIST = new Expectation(Guard.absent(), "the item does not exist");

    static Expectation version(long version) {
        return new Expectation(Guard.versionIs(version), "the item has version " + version);
    }

    static Expectation of(@Nullable Condition condition, ItemRef item) {
        if (condition == null) {
            throw new InvalidInputException("The condition on '" + item + "' is null.");
        }
        condition.paths().forEach(item::check);
        return new Expectation(condition.guard(item.mapper()), condition.toString());
    }

    static Guard all(List<Expectation> expectations) {
        if (expectations.isEmpty()) {
            return Guard.always();
        }
        return expectations.size() == 1
                ? expectations.get(0).guard()
                : new Guard.AllOf(expectations.stream().map(Expectation::guard).toList());
    }

    boolean holds(@Nullable Entry entry, Instant at) {
        return Interpreter.holds(guard, entry, at);
    }
}
