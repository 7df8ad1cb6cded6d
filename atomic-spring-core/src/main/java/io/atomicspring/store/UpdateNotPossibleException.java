package io.atomicspring.store;

import io.atomicspring.backend.Limits;
import io.atomicspring.backend.RefusalReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * The conditions of an update held, but a step of it does not fit what is stored, such as adding to a string. Nothing was
 * written; the same update fails until the item changes.
 *
 * @since 0.1
 */
public class UpdateNotPossibleException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final @Nullable String attribute;
    private final transient Found found;

    UpdateNotPossibleException(RefusalReason reason, @Nullable String attribute, Found found) {
        super("The update of '" + found.item() + "' is not possible and nothing was written: "
                + (attribute == null ? "the step" : "the step on '" + attribute + "'") + " " + inWords(reason));
        this.reason = reason;
        this.attribute = attribute;
        this.found = found;
    }

    public ItemRef item() {
        return found.item();
    }

    public RefusalReason reason() {
        return reason;
    }

    /** The path of the step that does not fit; empty when it is the item as a whole. */
    public Optional<String> attribute() {
        return Optional.ofNullable(attribute);
    }

    public <T> Optional<Item<T>> current(Class<T> type) {
        return found.as(type);
    }

    private static String inWords(RefusalReason reason) {
        return switch (reason) {
            case TYPE_MISMATCH ->
                "meets a value of another kind. Numbers are added to numbers, lists to lists, members to"
                        + " sets of their kind.";
            case MISSING_OPERAND -> "copies an attribute that is missing. Give a fallback.";
            case NO_SUCH_PATH -> "leads into a map or list that is missing. Set the map or list itself first.";
            case NUMBER_OUT_OF_RANGE -> "gives a number of more than 38 digits or out of range; nothing is rounded.";
            case TOO_LARGE -> "makes the item larger than " + Limits.MAX_ENTRY_BYTES + " bytes. Split the item.";
            case TOO_DEEP -> "nests deeper than " + Limits.MAX_DEPTH + " levels.";
            case GUARD -> "is not allowed.";
        };
    }
}
