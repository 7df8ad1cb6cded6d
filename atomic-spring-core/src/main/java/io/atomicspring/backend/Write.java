package io.atomicspring.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One indivisible write, as data: the first branch whose guard holds is applied; if none does, the write is refused.
 *
 * <p>A write is checked completely when it is made, so a {@code Write} that exists is well formed. Its {@link #shape()} is given
 * by {@link Shapes} alone, together with the branches it stands for, so the two never contradict each other.
 *
 * @since 0.1
 */
public final class Write {

    private final Key key;
    private final List<Branch> branches;
    private final OperationId operation;
    private final Images images;
    private final int versions;
    private final @Nullable Shape shape;

    /**
     * A write without a shape.
     *
     * @param operation names this write when it is sent again
     * @param images what an applied write brings back
     * @param versions how many versions the write reserves: the entry gets the last one, the caller may hand out the others
     */
    public Write(Key key, List<Branch> branches, OperationId operation, Images images, int versions) {
        this(key, List.copyOf(branches), operation, images, versions, null);
        check();
    }

    private Write(
            Key key, List<Branch> branches, OperationId operation, Images images, int versions, @Nullable Shape shape) {
        this.key = key;
        this.branches = branches;
        this.operation = operation;
        this.images = images;
        this.versions = versions;
        this.shape = shape;
    }

    private void check() {
        if (branches.isEmpty() || branches.size() > Limits.MAX_BRANCHES) {
            throw new InvalidInputException("The write to " + key + " has " + branches.size() + " branches; 1 to "
                    + Limits.MAX_BRANCHES + " are allowed.");
        }
        if (versions < 1 || versions > Limits.MAX_RESERVED_VERSIONS) {
            throw new InvalidInputException("The write to " + key + " reserves " + versions + " versions; 1 to "
                    + Limits.MAX_RESERVED_VERSIONS + " are allowed.");
        }
        Nesting nesting = new Nesting(key);
        for (Branch branch : branches) {
            nesting.check(branch.guard());
            branch.change().accept(new StaticCheck(key));
        }
        if (payloadSize() > Limits.MAX_COMMIT_BYTES) {
            throw new InvalidInputException("The write to " + key + " carries " + payloadSize() + " bytes; at most "
                    + Limits.MAX_COMMIT_BYTES + " are allowed. Give it fewer branches or smaller values.");
        }
    }

    public static Builder to(Key key) {
        return new Builder(key);
    }

    public Key key() {
        return key;
    }

    public List<Branch> branches() {
        return branches;
    }

    /** Names this write when it is sent again. */
    public OperationId operation() {
        return operation;
    }

    /** What an applied write brings back. */
    public Images images() {
        return images;
    }

    /** How many versions the write reserves: the entry gets the last one, the caller may hand out the others. */
    public int versions() {
        return versions;
    }

    /** The service's name for this write, or null; a hint, never a meaning. */
    public @Nullable Shape shape() {
        return shape;
    }

    /** Whether no branch changes anything. */
    public boolean isCheck() {
        return branches.stream().allMatch(branch -> branch.change() instanceof Change.Keep);
    }

    /** The same write without its shape, for stores and tests that want the meaning alone. */
    public Write untagged() {
        return shape == null ? this : new Write(key, branches, operation, images, versions, null);
    }

    /** The same write with conditions of a commit before its own; not measured again, and without its shape. */
    Write under(List<Guard> conditions) {
        List<Branch> narrower = branches.stream()
                .map(branch -> new Branch(both(conditions, branch.guard()), branch.change()))
                .toList();
        return new Write(key, narrower, operation, images, versions, null);
    }

    private static Guard both(List<Guard> conditions, Guard guard) {
        List<Guard> all = new ArrayList<>(conditions);
        all.add(guard);
        return new Guard.AllOf(all);
    }

    /** What this write carries: its key, and every literal of all its guards and changes. */
    long payloadSize() {
        PayloadSize size = new PayloadSize();
        return key.size()
                + branches.stream()
                        .mapToLong(branch -> (long) branch.guard().accept(size)
                                + branch.change().accept(size))
                        .sum();
    }

    /** Operation, key and what is asked for; no values. */
    @Override
    public String toString() {
        return "Write[key=" + key + ", branches=" + branches.size() + ", operation=" + operation + "]";
    }

    /** Puts a write together, branch by branch. */
    public static final class Builder {

        private final Key key;
        private final List<Branch> branches = new ArrayList<>();
        private @Nullable OperationId operation;
        private Images images = Images.NONE;
        private int versions = 1;
        private @Nullable Shape shape;

        private Builder(Key key) {
            if (key == null) {
                throw new InvalidInputException("The key of a write is null.");
            }
            this.key = key;
        }

        /** Adds a branch behind those already there. */
        public Builder when(Guard guard, Change change) {
            branches.add(new Branch(guard, change));
            return this;
        }

        /** Names the write; otherwise each {@link #build()} is an intent of its own. */
        public Builder operation(OperationId id) {
            operation = Limits.required("operation id", id);
            return this;
        }

        public Builder returning(Images wanted) {
            images = wanted;
            return this;
        }

        public Builder reserving(int count) {
            versions = count;
            return this;
        }

        Builder shape(Shape tag) {
            shape = tag;
            return this;
        }

        public Write build() {
            OperationId id = operation == null ? OperationId.next() : operation;
            Write write = new Write(key, List.copyOf(branches), id, images, versions, shape);
            write.check();
            return write;
        }
    }
}
