package io.atomicspring.store;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * How an update went: done, or refused and why.
 *
 * @since 0.1
 */
public sealed interface UpdateResult {

    /** Throws the cause of a refused update. */
    Updated orThrow();

    /** The update was done. */
    final class Updated implements UpdateResult {

        private final ItemRef item;
        private final Outcome.Applied outcome;
        private final Images asked;

        Updated(ItemRef item, Outcome.Applied outcome, Images asked) {
            this.item = item;
            this.outcome = outcome;
            this.asked = asked;
        }

        /** The version that the update gave the item. */
        public long version() {
            return outcome.version();
        }

        /** Whether an earlier sending of the same update had taken effect, and this one only learnt of it. */
        public boolean recognised() {
            return outcome.recognised();
        }

        /**
         * The item before the update, if {@link ItemUpdate#returningBefore()} was said; empty when there was none, and when the
         * update was {@link #recognised()}.
         */
        public <T> Optional<Item<T>> before(Class<T> type) {
            return image(asked.before(), "returningBefore()", outcome.before(), type);
        }

        /** The item after the update, if {@link ItemUpdate#returningAfter()} was said. */
        public <T> Item<T> after(Class<T> type) {
            return image(asked.after(), "returningAfter()", outcome.after(), type)
                    .orElseThrow(() -> new ItemNotFoundException(item));
        }

        @Override
        public Updated orThrow() {
            return this;
        }

        private <T> Optional<Item<T>> image(boolean wanted, String verb, @Nullable Entry entry, Class<T> type) {
            if (!wanted) {
                throw new InvalidInputException(
                        "The update of '" + item + "' did not ask for this. Say " + verb + " before it is executed.");
            }
            return Optional.ofNullable(entry).map(found -> Item.of(found, type, item.mapper()));
        }
    }

    /**
     * Nothing was written.
     *
     * @param cause what {@link ItemUpdate#execute()} would have thrown
     */
    record Refused(DataAccessException cause) implements UpdateResult {
        @Override
        public Updated orThrow() {
            throw cause;
        }
    }
}
