package io.atomicspring.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.mapping.ValueMapper;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes layers on a backend.
 *
 * <pre>{@code
 * Layer<Posting> ledger = LayerService.on(backend).layer("ledger", Posting.class, FolderSnapshots.in(folder),
 *         options -> options.partitionedBy(Posting::account).identifiedBy(Posting::id));
 * }</pre>
 *
 * <p>Thread-safe, and so are the layers.
 *
 * @since 0.1
 */
public final class LayerService {

    /** Before the layer's name: the space of its events. */
    static final String SPACES = "atomic.layer.";

    private static final int MAX_NAME_LENGTH = Limits.MAX_SPACE_LENGTH - SPACES.length();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_NAME_LENGTH + "}");

    private final Backend backend;
    private final ValueMapper mapper;

    private LayerService(Backend backend, ValueMapper mapper) {
        this.backend = backend;
        this.mapper = mapper;
    }

    public static LayerService on(Backend backend) {
        return on(backend, ValueMapper.standard());
    }

    public static LayerService on(Backend backend, ValueMapper mapper) {
        return new LayerService(
                Limits.required("backend of the layers", backend), Limits.required("mapper of the layers", mapper));
    }

    /** A layer whose callers name the partition and id of each item. */
    public <T> Layer<T> layer(String name, Class<T> type, Snapshots snapshots) {
        return layer(name, type, snapshots, options -> options);
    }

    /**
     * A layer whose items tell their partition and id. Costs nothing; the same name means the same layer.
     *
     * @param name 1 to 187 characters out of {@code A-Za-z0-9_.-}
     * @param type what the items are read as
     * @param snapshots where the items go when they are synced
     */
    public <T> Layer<T> layer(String name, Class<T> type, Snapshots snapshots, UnaryOperator<LayerOptions<T>> options) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidInputException("The layer name " + Limits.quoted(name) + " is not valid: use 1 to "
                    + MAX_NAME_LENGTH + " characters out of A-Z, a-z, 0-9, '_', '.' and '-'.");
        }
        Limits.required("type of layer " + Limits.quoted(name), type);
        Limits.required("place for snapshots of layer " + Limits.quoted(name), snapshots);
        Limits.required("function of the options of layer " + Limits.quoted(name), options);
        Events events = new Events(backend, name);
        return new Layer<>(events, snapshots, mapper, type, options.apply(LayerOptions.defaults()));
    }
}
