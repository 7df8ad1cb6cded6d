package io.atomicspring.test.contract;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.time.TimeSource;
import java.util.Comparator;
import java.util.Locale;

/** Backends that get keys and scans wrong, in the way real stores and real libraries do. */
final class KeyMutants {

    private KeyMutants() {}

    /** Sorts as {@link String#compareTo} does. */
    static final class SortsByChars extends PlainBackend {
        SortsByChars(TimeSource time) {
            super(time);
        }

        @Override
        Comparator<Key> order() {
            return Comparator.comparing(Key::space)
                    .thenComparing(Key::partition)
                    .thenComparing(Key::sort);
        }
    }

    /** Joins partition and sort with a character that may be part of either. */
    static final class JoinsKeys extends PlainBackend {
        JoinsKeys(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), "joined", key.partition() + "#" + key.sort());
        }
    }

    /** Compares keys without their case, as MySQL does by default. */
    static final class IgnoresCase extends PlainBackend {
        IgnoresCase(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().toLowerCase(Locale.ROOT));
        }
    }

    /** Pads keys with blanks, so that trailing ones do not count. */
    static final class IgnoresTrailingBlanks extends PlainBackend {
        IgnoresTrailingBlanks(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().replaceAll(" +$", ""));
        }
    }

    /** Ends keys at the first NUL. */
    static final class EndsKeysAtNul extends PlainBackend {
        EndsKeysAtNul(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().split("\u0000", 2)[0]);
        }
    }

    /** Begins a page one entry too late. */
    static final class LosesEntriesBetweenPages extends PlainBackend {
        LosesEntriesBetweenPages(TimeSource time) {
            super(time);
        }

        @Override
        boolean isBehind(Key key, Key cursor, boolean ascending) {
            Key next = ascending ? entries.higherKey(cursor) : entries.lowerKey(cursor);
            return next != null && super.isBehind(key, next, ascending);
        }
    }

    /** Always scans upwards. */
    static final class ScansOneWay extends PlainBackend {
        ScansOneWay(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized Page scan(Scan scan) {
            return super.scan(new Scan(
                    scan.space(),
                    scan.partition(),
                    scan.range(),
                    Scan.Direction.ASCENDING,
                    scan.limit(),
                    scan.after()));
        }
    }
}
