package io.atomicspring.commit;

import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Traits.CommitScope;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import io.atomicspring.test.ForwardingBackend;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A store whose requests cannot span partitions, such as a cluster, is read partition by partition. */
class ReadsTests {

    /** The partitions of each read. */
    private final List<List<String>> reads = new ArrayList<>();

    private final ForwardingBackend cluster = new ForwardingBackend(MemoryBackend.create()) {
        @Override
        public Snapshot read(Collection<Key> keys) {
            reads.add(keys.stream().map(Key::partition).distinct().toList());
            return super.read(keys);
        }

        @Override
        public Traits traits() {
            Traits one = super.traits();
            return new Traits(
                    one.name(), one.clock(), one.reach(), one.durability(), CommitScope.PARTITION, one.spaceScan());
        }
    };

    @Test
    void countersAreReadOneByOne() {
        CounterService counters = CounterService.on(cluster);
        counters.add("b", 2);

        assertThat(counters.getAll(List.of("a", "b", "a")))
                .containsExactly(Map.entry("a", BigDecimal.ZERO), Map.entry("b", BigDecimal.valueOf(2)));
        assertThat(reads).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void itemsAreReadByPartition() {
        AtomicStore store = AtomicStores.on(cluster).space("shop");
        store.put(key("b", "2"), Map.of());

        assertThat(store.findAll(List.of(key("a", "1"), key("b", "2"), key("a", "3")), Document.class))
                .satisfiesExactly(
                        first -> assertThat(first).isEmpty(),
                        second -> assertThat(second).isPresent(),
                        third -> assertThat(third).isEmpty());
        assertThat(reads).containsExactly(List.of("a"), List.of("b"));
    }
}
