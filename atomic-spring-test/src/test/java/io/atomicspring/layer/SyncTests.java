package io.atomicspring.layer;

import static io.atomicspring.layer.ChangeType.DELETE;
import static io.atomicspring.layer.ChangeType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A sync may die, be paused, be doubled or be overtaken at any step: nothing is lost and nothing comes back. */
class SyncTests {

    /** Three commits of removals, and five pages. */
    private static final int ITEMS = 205;

    /** One store and one place, seen by a process in trouble and by a healthy one. */
    private static final class World {
        final MemoryBackend store = MemoryBackend.create();
        final MemorySnapshots place = new MemorySnapshots();
        final Trouble trouble = new Trouble(store, place);
        final Layer<String> troubled =
                LayerService.on(trouble.backend()).layer("notes", String.class, trouble.snapshots);
        final Layer<String> healthy = LayerService.on(store).layer("notes", String.class, place);
        final List<String> expected = new ArrayList<>();

        /** Items that are synced already, then a change, a deletion, and new items on top of them, all pending. */
        World() {
            healthy.record(PUT, "p1", "changed", "old");
            healthy.record(PUT, "p1", "deleted", "old");
            healthy.record(PUT, "p1", "kept", "kept");
            healthy.sync("p1");
            healthy.record(PUT, "p1", "changed", "changed");
            healthy.record(DELETE, "p1", "deleted", null);
            expected.addAll(List.of("changed", "kept"));
            IntStream.range(0, ITEMS).forEach(i -> {
                healthy.record(PUT, "p1", String.format("new-%03d", i), "n" + i);
                expected.add("n" + i);
            });
        }

        List<Event> pending() {
            return new Events(store, "notes").in("p1");
        }

        void assertWhole() {
            assertThat(healthy.get("p1")).containsExactlyElementsOf(expected);
        }
    }

    private static int stepsOfASync() {
        World world = new World();
        world.troubled.sync("p1");
        return world.trouble.steps();
    }

    @TestFactory
    List<DynamicTest> aSyncThatDiesIsTakenUp() {
        int steps = stepsOfASync();
        assertThat(steps).isGreaterThan(15);
        return everyStep(steps, step -> {
            World world = new World();
            world.trouble.at(step, () -> {
                throw new Trouble.Crash();
            });
            assertThatThrownBy(() -> world.troubled.sync("p1")).isInstanceOf(Trouble.Crash.class);

            world.assertWhole();
            world.healthy.sync("p1");
            world.assertWhole();
            assertThat(world.pending()).isEmpty();
        });
    }

    @TestFactory
    List<DynamicTest> aSyncThatDiesDoesNotHideWhatHappensBeforeTheNext() {
        return everyStep(stepsOfASync(), step -> {
            World world = new World();
            world.trouble.at(step, () -> {
                throw new Trouble.Crash();
            });
            assertThatThrownBy(() -> world.troubled.sync("p1")).isInstanceOf(Trouble.Crash.class);

            world.healthy.record(DELETE, "p1", "new-000", null);
            world.healthy.record(PUT, "p1", "deleted", "back");
            world.expected.remove("n0");
            world.expected.add(1, "back");

            world.assertWhole();
            world.healthy.sync("p1");
            world.assertWhole();
            assertThat(world.pending()).isEmpty();
        });
    }

    @TestFactory
    List<DynamicTest> aSyncThatWasPausedWhileAnotherFinishedBringsNothingBack() {
        return everyStep(stepsOfASync(), step -> {
            World world = new World();
            world.trouble.at(step, () -> {
                world.healthy.sync("p1");
                world.healthy.record(DELETE, "p1", "new-000", null);
                world.healthy.record(DELETE, "p1", "new-204", null);
                world.healthy.record(PUT, "p1", "changed", "changed again");
                world.healthy.sync("p1");
                world.healthy.record(PUT, "p1", "deleted", "pending");
            });
            world.troubled.sync("p1");
            assertThat(world.trouble.happened()).isTrue();

            world.expected.remove("n0");
            world.expected.remove("n204");
            world.expected.set(0, "changed again");
            world.expected.add(1, "pending");
            world.assertWhole();
            world.healthy.sync("p1");
            world.assertWhole();
        });
    }

    /** Where equal contents have equal etags, as on some object stores. */
    private static final class HashedSnapshots implements Snapshots {
        private final MemorySnapshots place = new MemorySnapshots();

        @Override
        public Optional<StoredSnapshot> read(SnapshotKey key) {
            return place.read(key).map(found -> new StoredSnapshot(found.content(), FileNames.hash(found.content())));
        }

        @Override
        public synchronized boolean write(SnapshotKey key, byte[] content, String expectedEtag) {
            String etag = read(key).map(StoredSnapshot::etag).orElse(null);
            return Objects.equals(etag, expectedEtag)
                    && place.write(
                            key,
                            content,
                            place.read(key).map(StoredSnapshot::etag).orElse(null));
        }

        @Override
        public String locationOf(SnapshotKey key) {
            return place.locationOf(key);
        }
    }

    @TestFactory
    List<DynamicTest> aSnapshotThatIsEmptyAgainIsNotTakenForTheEarlierOne() {
        return everyStep(8, step -> {
            MemoryBackend store = MemoryBackend.create();
            HashedSnapshots place = new HashedSnapshots();
            Trouble trouble = new Trouble(store, place);
            Layer<String> healthy = LayerService.on(store).layer("notes", String.class, place);
            healthy.record(PUT, "p1", "a", "there");
            healthy.sync("p1");
            healthy.record(DELETE, "p1", "a", null);
            healthy.sync("p1");
            healthy.record(PUT, "p1", "a", "there again");
            trouble.at(step, () -> {
                healthy.sync("p1");
                healthy.record(DELETE, "p1", "a", null);
                healthy.sync("p1");
            });

            LayerService.on(trouble.backend())
                    .layer("notes", String.class, trouble.snapshots)
                    .sync("p1");

            assertThat(trouble.happened()).isTrue();
            assertThat(healthy.get("p1")).isEmpty();
        });
    }

    @TestFactory
    List<DynamicTest> aReaderMissesNothingWhileOthersSyncAndRecord() {
        World counting = new World();
        counting.troubled.get("p1");
        return everyStep(counting.trouble.steps(), step -> {
            World world = new World();
            world.trouble.at(step, () -> {
                world.healthy.sync("p1");
                world.healthy.record(PUT, "p1", "new-204", "newer");
                world.healthy.sync("p1");
            });

            List<String> seen = world.troubled.get("p1");
            assertThat(world.trouble.happened()).isTrue();

            // The change that was recorded meanwhile may be seen or not; everything else must be.
            List<String> after = new ArrayList<>(world.expected);
            after.set(after.indexOf("n204"), "newer");
            assertThat(seen).isIn(world.expected, after);
        });
    }

    @Test
    void aReaderTakesTheNewerOfAnEventAndASnapshot() {
        World world = new World();
        world.troubled.get("p1");
        int beforeTheSnapshotIsRead = world.trouble.steps() - 1;
        world.trouble.at(beforeTheSnapshotIsRead, () -> {
            world.healthy.record(PUT, "p1", "new-204", "newer");
            world.healthy.sync("p1");
        });

        assertThat(world.troubled.get("p1")).contains("newer").doesNotContain("n204");
    }

    @TestFactory
    List<DynamicTest> anEventThatIsReplacedDuringASyncStays() {
        return everyStep(stepsOfASync(), step -> {
            World world = new World();
            world.trouble.at(step, () -> world.healthy.record(PUT, "p1", "new-204", "newer"));
            SyncResult result = world.troubled.sync("p1");
            assertThat(world.trouble.happened()).isTrue();

            world.expected.set(world.expected.indexOf("n204"), "newer");
            world.assertWhole();
            assertThat(result.settled() + result.replaced()).isEqualTo(ITEMS + 2);
            assertThat(world.pending()).hasSizeBetween(result.replaced(), 1);
            assertThat(result.overtaken()).isFalse();
            world.healthy.sync("p1");
            world.assertWhole();
        });
    }

    @Test
    void aSyncThatIsAlwaysOvertakenGivesUpAndLosesNothing() {
        World world = new World();
        Snapshots busy = new Snapshots() {
            @Override
            public Optional<StoredSnapshot> read(SnapshotKey key) {
                return world.place.read(key);
            }

            @Override
            public boolean write(SnapshotKey key, byte[] content, String expectedEtag) {
                return false;
            }

            @Override
            public String locationOf(SnapshotKey key) {
                return world.place.locationOf(key);
            }
        };

        SyncResult result =
                LayerService.on(world.store).layer("notes", String.class, busy).sync("p1");

        assertThat(result).isEqualTo(new SyncResult(0, 0, true));
        assertThat(world.pending()).hasSize(ITEMS + 2);
        world.assertWhole();
    }

    @TestFactory
    List<DynamicTest> anItemThatWasDeletedBeforeItsFirstSyncStaysDeleted() {
        return everyStep(8, step -> {
            MemoryBackend store = MemoryBackend.create();
            MemorySnapshots place = new MemorySnapshots();
            Trouble trouble = new Trouble(store, place);
            Layer<String> healthy = LayerService.on(store).layer("notes", String.class, place);
            healthy.record(PUT, "p1", "other", "other");
            healthy.sync("p1");
            healthy.record(PUT, "p1", "x", "short-lived");
            trouble.at(step, () -> {
                healthy.record(DELETE, "p1", "x", null);
                healthy.sync("p1");
            });

            LayerService.on(trouble.backend())
                    .layer("notes", String.class, trouble.snapshots)
                    .sync("p1");

            assertThat(trouble.happened()).isTrue();
            assertThat(healthy.get("p1")).containsExactly("other");
            healthy.sync("p1");
            assertThat(healthy.get("p1")).containsExactly("other");
        });
    }

    @Test
    void aDeletionOfWhatIsNotThereWritesASnapshot() {
        World world = new World();
        world.healthy.sync("p1");
        SnapshotKey key = new SnapshotKey("notes", "p1");
        String etag = world.place.read(key).orElseThrow().etag();

        world.healthy.record(DELETE, "p1", "never there", null);
        world.healthy.sync("p1");

        assertThat(world.place.read(key).orElseThrow().etag()).isNotEqualTo(etag);
        assertThat(world.pending()).isEmpty();
    }

    @Test
    void aSyncThatFindsOnlyWhatIsInTheSnapshotWritesNone() {
        MemoryBackend store = MemoryBackend.create();
        MemorySnapshots place = new MemorySnapshots();
        Trouble trouble = new Trouble(store, place);
        Layer<String> healthy = LayerService.on(store).layer("notes", String.class, place);
        healthy.record(PUT, "p1", "a", "there");
        int beforeTheRemoval = 7;
        trouble.at(beforeTheRemoval, () -> {
            throw new Trouble.Crash();
        });
        assertThatThrownBy(() -> LayerService.on(trouble.backend())
                        .layer("notes", String.class, trouble.snapshots)
                        .sync("p1"))
                .isInstanceOf(Trouble.Crash.class);
        SnapshotKey key = new SnapshotKey("notes", "p1");
        String etag = place.read(key).orElseThrow().etag();

        assertThat(healthy.sync("p1")).isEqualTo(new SyncResult(1, 0, false));
        assertThat(place.read(key).orElseThrow().etag()).isEqualTo(etag);
    }

    /** Each writer owns its items and reads its own writes, while two syncs run all the time. */
    @Test
    void writersReadTheirOwnWritesWhileTwoSyncsRun() throws Exception {
        World world = new World();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> syncs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                syncs.add(pool.submit(() -> {
                    while (!stop.get()) {
                        world.healthy.sync("p2");
                    }
                }));
            }
            List<Future<Map<String, String>>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int writer = i;
                writers.add(pool.submit(() -> write(world.healthy, writer)));
            }
            List<String> expected = new ArrayList<>();
            for (Future<Map<String, String>> writer : writers) {
                expected.addAll(writer.get(60, TimeUnit.SECONDS).values());
            }
            stop.set(true);
            for (Future<?> sync : syncs) {
                sync.get(60, TimeUnit.SECONDS);
            }
            assertThat(world.healthy.get("p2")).containsExactlyInAnyOrderElementsOf(expected);
            world.healthy.sync("p2");
            assertThat(world.healthy.get("p2")).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            stop.set(true);
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Map<String, String> write(Layer<String> layer, int writer) {
        Map<String, String> mine = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            String id = writer + "-" + i % 7;
            if (i % 5 == 4) {
                layer.record(DELETE, "p2", id, null);
                mine.remove(id);
            } else {
                layer.record(PUT, "p2", id, id + "=" + i);
                mine.put(id, id + "=" + i);
            }
            List<String> seen = layer.get("p2").stream()
                    .filter(item -> item.startsWith(writer + "-"))
                    .toList();
            assertThat(seen).containsExactlyInAnyOrderElementsOf(mine.values());
        }
        return mine;
    }

    private interface Scenario {
        void at(int step);
    }

    private static List<DynamicTest> everyStep(int steps, Scenario scenario) {
        return IntStream.rangeClosed(1, steps)
                .mapToObj(step -> DynamicTest.dynamicTest("at step " + step, () -> scenario.at(step)))
                .toList();
    }
}
