package io.atomicspring.store;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Branch;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.mapping.ValueMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of an update. However many there are, they happen in one indivisible step or not at all.
 *
 * <p>An attribute is named by a path like {@code total}, {@code address.city} or {@code lines[2].price}; an index past the end
 * of a list appends. All steps read the item as it was before the update, so their order does not matter, and two steps on
 * overlapping paths are refused. An item that does not exist is created, unless {@link #mustExist()} is said: numbers start
 * at 0, lists and sets empty.
 *
 * <p>Values are Java objects, mapped by the store's {@link ValueMapper}. Null, NaN, an empty path and, in a typed view, what
 * the type does not know are refused with an {@link InvalidInputException} before any I/O. Not thread-safe.
 *
 * @param <S> the kind of update
 * @since 0.1
 */
public abstract sealed class UpdateSteps<S extends UpdateSteps<S>> permits ItemUpdate, CommitUpdate {

    private final ItemRef item;
    private final List<Action> actions = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private @Nullable Expiry expiry;
    private @Nullable Expiry expiryOfNew;
    private @Nullable ItemWrite built;

    UpdateSteps(ItemRef item) {
        this.item = item;
    }

    abstract S self();

    /** Sets the attribute, whatever was there. */
    public S set(String attribute, Object value) {
        return step(attribute, value, (path, constant) -> new Action.Set(path, Operand.literal(constant)));
    }

    /** Sets the attribute unless it is there already. */
    public S setIfAbsent(String attribute, Object value) {
        return step(attribute, value, (path, constant) -> new Action.SetIfAbsent(path, Operand.literal(constant)));
    }

    /** Sets the attribute to the value of another; refused where that one is missing. */
    public S setFrom(String attribute, String source) {
        return act(attribute, path -> new Action.Set(path, Operand.attribute(checked(source))));
    }

    /** Sets the attribute to the value of another, or to {@code fallback} where that one is missing. */
    public S setFrom(String attribute, String source, Object fallback) {
        return step(
                attribute,
                fallback,
                (path, constant) ->
                        new Action.Set(path, Operand.attribute(checked(source), Operand.literal(constant))));
    }

    /** Removes the attribute or the element of a list; nothing happens when there is none. */
    public S remove(String attribute) {
        return act(attribute, Action.Unset::new);
    }

    /** Adds exactly; a missing number counts as 0. */
    public S add(String attribute, Number amount) {
        Value number = required("The amount", attribute, amount);
        return act(attribute, path -> {
            item.checkAmount(path, number);
            return new Action.Add(path, Operand.literal(number));
        });
    }

    /** Subtracts exactly; a missing number counts as 0. Guard it with {@link #when} if the result may not be negative. */
    public S subtract(String attribute, Number amount) {
        Value number = required("The amount", attribute, amount);
        return add(attribute, ((Value.Num) number).value().negate());
    }

    public S increment(String attribute) {
        return add(attribute, 1);
    }

    public S decrement(String attribute) {
        return add(attribute, -1);
    }

    /** Adds members to a set of strings, numbers or binaries; those that are in it stay. */
    public S addToSet(String attribute, Object... members) {
        return addToSet(attribute, listOf(attribute, members));
    }

    /** Adds the members of a collection to a set. */
    public S addToSet(String attribute, Collection<?> members) {
        return step(attribute, setOf(attribute, members), (path, set) -> new Action.AddToSet(path, (Value.SetOf) set));
    }

    /** Removes members from a set; one that becomes empty is removed itself. */
    public S removeFromSet(String attribute, Object... members) {
        return removeFromSet(attribute, listOf(attribute, members));
    }

    /** Removes the members of a collection from a set. */
    public S removeFromSet(String attribute, Collection<?> members) {
        return step(
                attribute, setOf(attribute, members), (path, set) -> new Action.RemoveFromSet(path, (Value.SetOf) set));
    }

    /** Adds elements at the end of a list. */
    public S append(String attribute, Object... elements) {
        return append(attribute, listOf(attribute, elements));
    }

    /** Adds the elements of a collection at the end of a list. */
    public S append(String attribute, Collection<?> elements) {
        return step(
                attribute,
                new Value.ListOf(valuesOf(attribute, elements)),
                (path, list) -> new Action.Append(path, Operand.literal(list)));
    }

    /** Adds elements, in their order, at the beginning of a list. */
    public S prepend(String attribute, Object... elements) {
        return prepend(attribute, listOf(attribute, elements));
    }

    /** Adds the elements of a collection, in their order, at the beginning of a list. */
    public S prepend(String attribute, Collection<?> elements) {
        return step(
                attribute,
                new Value.ListOf(valuesOf(attribute, elements)),
                (path, list) -> new Action.Prepend(path, Operand.literal(list)));
    }

    /** The item expires this long after the update, by the store's clock. Without it an item keeps the expiry it has. */
    public S expireAfter(Duration duration) {
        return expiry(Expiry.after(duration), null);
    }

    /** If the update creates the item, it expires this long after; an item that is there keeps the expiry it has. */
    public S expireAfterCreation(Duration duration) {
        return expiry(Expiry.unchanged(), Expiry.after(duration));
    }

    /** The item no longer expires. */
    public S neverExpire() {
        return expiry(Expiry.never(), null);
    }

    /** Requires a condition; several must all hold. Refused: {@link ConditionFailedException}. */
    public S when(Condition condition) {
        return require(Expectation.of(condition, item));
    }

    /** Requires the version that was read. Refused: {@link RaceConditionException}. */
    public S whenVersion(long version) {
        return require(Expectation.version(version));
    }

    /**
     * Requires that the item is there. Refused: {@link ItemNotFoundException}, in a commit {@link ConditionFailedException}.
     */
    public S mustExist() {
        return require(Expectation.EXISTS);
    }

    /** Requires that the item is not there. Refused: {@link ItemExistsException}. */
    public S mustNotExist() {
        return require(Expectation.DOES_NOT_EXIST);
    }

    ItemRef item() {
        return item;
    }

    /** The write of this update; the same one each time, so that sending it again is the same intent. */
    ItemWrite build(Images images) {
        ItemWrite known = built;
        if (known != null) {
            return known;
        }
        if (actions.isEmpty() && expiry == null) {
            throw new InvalidInputException("The update of '" + item
                    + "' changes nothing. Name at least one step; a commit can also check() an item.");
        }
        Guard guard = Expectation.all(expectations);
        List<Branch> branches = new ArrayList<>();
        if (expiryOfNew != null) {
            branches.add(new Branch(Guard.allOf(Guard.absent(), guard), new Change.Patch(actions, expiryOfNew)));
        }
        branches.add(new Branch(guard, new Change.Patch(actions, expiry == null ? Expiry.unchanged() : expiry)));
        ItemWrite write = ItemWrite.update(item, expectations, branches, images);
        built = write;
        return write;
    }

    private S expiry(Expiry wanted, @Nullable Expiry wantedOfNew) {
        open();
        if (expiry != null) {
            throw new InvalidInputException(
                    "The update of '" + item + "' says twice when the item expires. Say it once.");
        }
        expiry = wanted;
        expiryOfNew = wantedOfNew;
        return self();
    }

    private S require(Expectation expectation) {
        open();
        expectations.add(expectation);
        return self();
    }

    private interface Step {
        Action at(Path path);
    }

    private S act(String attribute, Step step) {
        open();
        actions.add(step.at(checked(attribute)));
        return self();
    }

    private S step(String attribute, @Nullable Object operand, BiFunction<Path, Value, Action> step) {
        Value value = required("The value", attribute, operand);
        return act(attribute, path -> {
            item.check(path, value);
            return step.apply(path, value);
        });
    }

    private Path checked(String attribute) {
        Path path = Path.parse(attribute);
        item.check(path);
        return path;
    }

    private Value required(String what, String attribute, @Nullable Object object) {
        if (object == null) {
            throw new InvalidInputException(what + " for '" + attribute + "' of '" + item
                    + "' is null. Pass a value, or remove(\"" + attribute + "\").");
        }
        return item.mapper().toValue(object);
    }

    private List<?> listOf(String attribute, Object @Nullable [] objects) {
        if (objects == null) {
            throw new InvalidInputException("The values for '" + attribute + "' of '" + item + "' are null.");
        }
        return Arrays.asList(objects);
    }

    private Value setOf(String attribute, Collection<?> members) {
        return Value.SetOf.of(valuesOf(attribute, members));
    }

    private List<Value> valuesOf(String attribute, @Nullable Collection<?> objects) {
        if (objects == null || objects.isEmpty()) {
            throw new InvalidInputException("There are no values for '" + attribute + "' of '" + item + "'.");
        }
        return objects.stream()
                .map(object -> required("A value", attribute, object))
                .toList();
    }

    /** Refuses a change of what was sent. */
    void open() {
        if (built != null) {
            throw new InvalidInputException(
                    "The update of '" + item + "' was sent already and cannot be changed. Begin a new one.");
        }
    }
}
