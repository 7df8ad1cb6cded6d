package io.atomicspring.layer;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a layer knows about its items. Immutable: each method gives a changed copy.
 *
 * @since 0.1
 */
public final class LayerOptions<T> {

    private final @Nullable Function<? super T, String> partition;
    private final @Nullable Function<? super T, String> id;

    private LayerOptions(@Nullable Function<? super T, String> partition, @Nullable Function<? super T, String> id) {
        this.partition = partition;
        this.id = id;
    }

    static <T> LayerOptions<T> defaults() {
        return new LayerOptions<>(null, null);
    }

    /** How an item tells the partition it belongs to. */
    public LayerOptions<T> partitionedBy(Function<? super T, String> function) {
        return new LayerOptions<>(function, id);
    }

    /** How an item tells its id, which is unique in its partition. */
    public LayerOptions<T> identifiedBy(Function<? super T, String> function) {
        return new LayerOptions<>(partition, function);
    }

    @Nullable
    Function<? super T, String> partition() {
        return partition;
    }

    @Nullable
    Function<? super T, String> id() {
        return id;
    }
}
