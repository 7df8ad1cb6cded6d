package io.atomicspring.store;

import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Outcome;

/**
 * An update of one item: verbs, conditions, then {@link #execute()}. One round trip.
 *
 * <pre>{@code
 * shop.update(key("sku:7", "stock"))
 *         .subtract("available", 3).add("reserved", 3)
 *         .when(attribute("available").atLeast(3))
 *         .execute();
 * }</pre>
 *
 * <p>An update is one intent and is answered once. After an {@link io.atomicspring.backend.OutcomeUnknownException} it may be
 * executed again: if the first sending took effect, the store recognises it and does not do it twice, as long as the item
 * lives and few other writes came between.
 *
 * @since 0.1
 */
public final class ItemUpdate extends UpdateSteps<ItemUpdate> {

    private boolean before;
    private boolean after;
    private boolean answered;

    ItemUpdate(ItemRef item) {
        super(item);
    }

    @Override
    ItemUpdate self() {
        return this;
    }

    /** Asks for the item as it was before the update. */
    public ItemUpdate returningBefore() {
        open();
        before = true;
        return this;
    }

    /** Asks for the item as it is after the update. */
    public ItemUpdate returningAfter() {
        open();
        after = true;
        return this;
    }

    /**
     * Does the update, or throws why not.
     *
     * @throws ConditionFailedException a condition did not hold
     * @throws RaceConditionException the item is at another version
     * @throws ItemNotFoundException it had to exist
     * @throws ItemExistsException it had not to exist
     * @throws UpdateNotPossibleException a step does not fit what is stored
     * @throws InvalidInputException before any I/O: no steps, overlapping paths, or executed before
     */
    public UpdateResult.Updated execute() {
        return tryExecute().orThrow();
    }

    /** Does the update, or returns why not; bad input and a store in trouble are still thrown. */
    public UpdateResult tryExecute() {
        if (answered) {
            throw new InvalidInputException(
                    "The update of '" + item() + "' was executed already. Begin a new one for a new change.");
        }
        Images images = images();
        ItemWrite write = build(images);
        Outcome outcome = write.send();
        answered = true;
        return outcome instanceof Outcome.Applied applied
                ? new UpdateResult.Updated(item(), applied, images)
                : new UpdateResult.Refused(write.failure((Outcome.Refused) outcome));
    }

    private Images images() {
        if (before) {
            return after ? Images.BOTH : Images.BEFORE;
        }
        return after ? Images.AFTER : Images.NONE;
    }
}
