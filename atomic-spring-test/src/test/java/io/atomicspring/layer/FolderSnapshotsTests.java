package io.atomicspring.layer;

import static io.atomicspring.layer.ChangeType.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.memory.MemoryBackend;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSnapshotsTests {

    private static final SnapshotKey KEY = new SnapshotKey("notes", "p1");

    @TempDir
    Path folder;

    private final LayerService layers = LayerService.on(MemoryBackend.create());
    private FolderSnapshots snapshots;
    private Layer<String> notes;

    @BeforeEach
    void open() {
        snapshots = FolderSnapshots.in(folder);
        notes = layers.layer("notes", String.class, snapshots);
    }

    private Path file() {
        return folder.resolve("notes").resolve("p1.json");
    }

    private List<String> files(String layer) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(layer))) {
            return found.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".lock-"))
                    .toList();
        }
    }

    @Test
    void aSnapshotIsAFileThatPeopleCanRead() throws IOException {
        @SuppressWarnings("ArrayRecordComponent") // what users write
        record Posting(String text, BigDecimal amount, Set<Integer> days, byte[] seal, List<String> lines) {}
        Layer<Posting> ledger = layers.layer("ledger", Posting.class, snapshots);
        ledger.record(
                PUT,
                "account:a",
                "t-1",
                new Posting("rent", new BigDecimal("-850.10"), Set.of(1), new byte[] {1, 2}, List.of("x")));
        ledger.sync("account:a");

        assertThat(folder.resolve("ledger").resolve("account%3aa.json"))
                .content(UTF_8)
                .matches("""
                        \\{
                          "format" : 1,
                          "layer" : "ledger",
                          "partition" : "account:a",
                          "revision" : 1,
                          "items" : \\{
                            "t-1" : \\{
                              "version" : [0-9]+,
                              "item" : \\{
                                "amount" : -850.1,
                                "days" : \\{
                                  "\\$set" : \\[ 1 ]
                                },
                                "lines" : \\[ "x" ],
                                "seal" : \\{
                                  "\\$binary" : "AQI="
                                },
                                "text" : "rent"
                              }
                            }
                          }
                        }""");
        assertThat(ledger.get("account:a").get(0).seal()).containsExactly(1, 2);
        assertThat(ledger.get("account:a").get(0).days()).containsExactly(1);
    }

    @Test
    void aSnapshotSurvivesTheProcess() {
        notes.record(PUT, "p1", "a", "kept");
        notes.sync("p1");

        Layer<String> afterRestart =
                LayerService.on(MemoryBackend.create()).layer("notes", String.class, FolderSnapshots.in(folder));

        assertThat(afterRestart.get("p1")).containsExactly("kept");
    }

    @Test
    void aFileIsOnlyReplacedByOneThatWasMadeFromIt() throws IOException {
        assertThat(snapshots.write(KEY, "1".getBytes(UTF_8), "something")).isFalse();
        assertThat(snapshots.read(KEY)).isEmpty();
        assertThat(snapshots.write(KEY, "1".getBytes(UTF_8), null)).isTrue();
        String first = snapshots.read(KEY).orElseThrow().etag();
        assertThat(snapshots.write(KEY, "2".getBytes(UTF_8), null)).isFalse();
        assertThat(snapshots.write(KEY, "2".getBytes(UTF_8), first)).isTrue();
        assertThat(snapshots.write(KEY, "3".getBytes(UTF_8), first)).isFalse();

        assertThat(snapshots.read(KEY).orElseThrow().content()).asString().isEqualTo("2");
        assertThat(files("notes")).containsExactly("p1.json");
    }

    @Test
    void whatACrashLeftOfANewFileDoesNoHarm() throws IOException {
        notes.record(PUT, "p1", "a", "one");
        notes.sync("p1");
        Files.writeString(folder.resolve("notes").resolve("p1.json.new"), "half of a fi");

        assertThat(notes.get("p1")).containsExactly("one");
        notes.record(PUT, "p1", "b", "two");
        notes.sync("p1");

        assertThat(notes.get("p1")).containsExactly("one", "two");
        assertThat(files("notes")).containsExactly("p1.json");
    }

    @Test
    void noTwoPartitionsShareAFile() throws IOException {
        List<String> partitions = List.of(
                "a:b",
                "a/b",
                "a\\b",
                "a%3ab",
                "a",
                "A",
                "..",
                ".",
                "../notes2/x",
                "\u0000",
                "a\u0000",
                " a",
                "a ",
                "con",
                "%63on",
                "ä",
                "a\u0308",
                "\uD83D\uDE00",
                "{a}",
                ".lock-1",
                "p".repeat(1024),
                "p".repeat(1023),
                "P".repeat(1024),
                "p".repeat(200),
                "p".repeat(201),
                "\uD83D\uDE00".repeat(256));
        for (String partition : partitions) {
            notes.record(PUT, partition, "id", partition);
            notes.sync(partition);
        }

        for (String partition : partitions) {
            assertThat(notes.get(partition)).containsExactly(partition);
        }
        assertThat(files("notes").stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .hasSameSizeAs(partitions)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9%_~-]{1,200}\\.json"));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactly("notes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "...", "CON", "a.b"})
    void layersStayInsideTheFolder(String name) throws IOException {
        Layer<String> layer = layers.layer(name, String.class, snapshots);
        layer.record(PUT, "p1", "a", "in");
        layer.sync("p1");

        assertThat(layer.get("p1")).containsExactly("in");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void aFileCutAnywhereIsAnErrorThatNamesItAndIsNotOverwritten() throws IOException {
        notes.record(PUT, "p1", "a", "one");
        notes.sync("p1");
        notes.record(PUT, "p1", "b", "pending");
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(file(), cut);
            assertUnusable();
            assertThat(Files.readAllBytes(file())).isEqualTo(cut);
        }

        Files.write(file(), whole);
        assertThat(notes.get("p1")).containsExactly("one", "pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "null",
                "[]",
                "{}",
                "{\"format\":1}",
                "{\"format\":2,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{}}",
                "{\"format\":1,\"layer\":\"other\",\"partition\":\"p1\",\"revision\":1,\"items\":{}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p10\",\"revision\":1,\"items\":{}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":\"1\",\"items\":{}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1.5,\"items\":{}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":[]}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"item\":1}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":1}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":{\"$x\":1}}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":{\"$set\":[]}}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":{\"$set\":1}}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":{\"$binary\":\"%\"}}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":1E+999}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{\"a\":{\"version\":1,\"item\":1},\"a\":{\"version\":1,\"item\":2}}}",
                "{\"format\":1,\"layer\":\"notes\",\"partition\":\"p1\",\"revision\":1,\"items\":{}} {}"
            })
    void aFileThatIsNoSnapshotOfThePartitionIsAnErrorThatNamesIt(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        notes.record(PUT, "p1", "b", "pending");

        assertUnusable();

        assertThat(file()).content(UTF_8).isEqualTo(content);
        Files.delete(file());
        assertThat(notes.get("p1")).containsExactly("pending");
    }

    @Test
    void aSmallestFileByHandIsRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                "{\"items\":{\"a\":{\"item\":\"by hand\",\"version\":1}},\"revision\":1,\"partition\":\"p1\",\"layer\":\"notes\",\"format\":1}");

        assertThat(notes.get("p1")).containsExactly("by hand");
    }

    private void assertUnusable() {
        assertThatExceptionOfType(UnusableSnapshotException.class)
                .isThrownBy(() -> notes.get("p1"))
                .withMessageContaining(file().toString())
                .withMessageContaining("'p1'");
        assertThatExceptionOfType(UnusableSnapshotException.class)
                .isThrownBy(() -> notes.sync("p1"))
                .satisfies(e -> assertThat(e.location()).isEqualTo(file().toString()));
    }

    @Test
    void aFolderThatVanishedIsNotAnEmptyOne() throws IOException {
        Path inner = folder.resolve("disk");
        Layer<String> layer = layers.layer("notes", String.class, FolderSnapshots.in(inner));
        Files.delete(inner);

        assertThatExceptionOfType(SnapshotStorageException.class).isThrownBy(() -> layer.get("p1"));
        layer.record(PUT, "p1", "a", "pending");
        assertThatExceptionOfType(SnapshotStorageException.class)
                .isThrownBy(() -> layer.sync("p1"))
                .withMessageContaining(inner.toString());
        assertThat(inner).doesNotExist();
    }

    @Test
    void aFileInThePlaceOfTheFolderIsASetUpError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(BackendSetupException.class)
                .isThrownBy(() -> FolderSnapshots.in(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void threadsLoseNoWriteOfEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> counting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                // Each with an object of its own, as two services in one process would.
                FolderSnapshots mine = FolderSnapshots.in(folder);
                counting.add(pool.submit(() -> {
                    Counting.countTo(mine, KEY, 25);
                    return null;
                }));
            }
            for (Future<?> thread : counting) {
                thread.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(snapshots.read(KEY).orElseThrow().content()).asString().isEqualTo("100");
    }

    @Test
    void processesLoseNoWriteOfEachOther() throws Exception {
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Counting.class.getName(),
                            folder.toString(),
                            "200")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process other : others) {
            assertThat(other.getInputStream().read()).isEqualTo(Counting.READY);
        }
        for (Process other : others) {
            other.getOutputStream().close();
        }
        for (Process other : others) {
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
        }

        assertThat(snapshots.read(KEY).orElseThrow().content()).asString().isEqualTo("400");
    }

    /** Counts in a snapshot by compare-and-set; also the main class of another process. */
    static final class Counting {

        static final int READY = '!';

        private Counting() {}

        /** Says when it is ready, and begins when its input is closed, so that all processes begin together. */
        public static void main(String[] args) throws IOException {
            System.out.write(READY);
            System.out.flush();
            assertThat(System.in.read()).isEqualTo(-1);
            countTo(FolderSnapshots.in(Path.of(args[0])), KEY, Integer.parseInt(args[1]));
        }

        static void countTo(Snapshots snapshots, SnapshotKey key, int times) throws IOException {
            int done = 0;
            while (done < times) {
                StoredSnapshot found = snapshots.read(key).orElse(null);
                int next = found == null ? 1 : Integer.parseInt(new String(found.content(), UTF_8)) + 1;
                if (snapshots.write(key, String.valueOf(next).getBytes(UTF_8), found == null ? null : found.etag())) {
                    done++;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"con,%63on", "lpt1,%6cpt1", "con1,con1", "a-b_9,a-b_9", "Ab,%41b", "a.b,a%2eb", "é,%c3%a9"})
    void namesAreReadableAndTakenByEveryFileSystem(String text, String name) {
        assertThat(FileNames.of(text)).isEqualTo(name);
    }

    @Test
    void shortNamesAreDistinctToo() {
        Map<String, String> textByName = new HashMap<>();
        char[] alphabet = {'a', 'A', '%', '6', '1', '.', '/', '~', '\u0000', 'é'};
        for (char first : alphabet) {
            for (char second : alphabet) {
                for (char third : alphabet) {
                    for (String text : List.of("" + first, "" + first + second, "" + first + second + third)) {
                        String other = textByName.putIfAbsent(FileNames.of(text), text);
                        assertThat(other).isIn(null, text);
                    }
                }
            }
        }
    }
}
