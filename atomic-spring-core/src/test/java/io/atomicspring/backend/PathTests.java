package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathTests {

    private static Path.Name name(String name) {
        return new Path.Name(name);
    }

    private static Path.Index index(int index) {
        return new Path.Index(index);
    }

    @Test
    void namesAndIndicesAreRead() {
        assertThat(Path.parse("a").steps()).containsExactly(name("a"));
        assertThat(Path.parse("lines[2].price").steps()).containsExactly(name("lines"), index(2), name("price"));
        assertThat(Path.parse("a[0][10].b.c").steps())
                .containsExactly(name("a"), index(0), index(10), name("b"), name("c"));
        assertThat(Path.parse(" a-b #\u00E9\uD83D\uDE00").steps()).containsExactly(name(" a-b #\u00E9\uD83D\uDE00"));
        assertThat(Path.parse("a]").steps()).containsExactly(name("a]"));
    }

    @Test
    void aPathReadsWhatItWrites() {
        for (String text : List.of("a", "a.b", "a[0]", "a[0][1].b[400000].c")) {
            assertThat(Path.parse(text)).hasToString(text);
        }
    }

    @Test
    void aPathThatCannotBeReadIsRefusedAndQuoted() {
        for (String text : List.of(
                ".",
                "a.",
                ".a",
                "a..b",
                "[0]",
                "a[",
                "a[]",
                "a[x]",
                "a[-1]",
                "a[1",
                "a[1]b",
                "a[ 1]",
                "a[0]]",
                "a.[0]",
                "a[9999999]",
                "a[\u0661]")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .as("%s", text)
                    .isThrownBy(() -> Path.parse(text))
                    .withMessageContaining("'" + text + "'");
        }
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Path.parse(null));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Path.parse(""));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Path.parse("a[400001]"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Path.attribute("\uD83D"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new Path(List.of()));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new Path(List.of(index(0))));
    }

    @Test
    void anAttributesNameIsLiteral() {
        assertThat(Path.attribute("a.b[0]").steps()).containsExactly(name("a.b[0]"));
        assertThat(Path.attribute("a").child("b.c").element(1).steps())
                .containsExactly(name("a"), name("b.c"), index(1));
        assertThat(Path.attribute("a.b")).isNotEqualTo(Path.parse("a.b"));
    }

    @Test
    void aPathIsNoDeeperThanADocument() {
        Path deepest = Path.attribute("d");
        for (int i = 1; i < Limits.MAX_DEPTH; i++) {
            deepest = deepest.child("d");
        }
        Path path = deepest;
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> path.child("d"));
    }

    @Test
    void pathsOverlapWhenOneLeadsIntoTheOther() {
        assertThat(Path.parse("a").overlaps(Path.parse("a"))).isTrue();
        assertThat(Path.parse("a").overlaps(Path.parse("a.b[0]"))).isTrue();
        assertThat(Path.parse("a.b[0]").overlaps(Path.parse("a.b"))).isTrue();
        assertThat(Path.parse("a.b").overlaps(Path.parse("a.c"))).isFalse();
        assertThat(Path.parse("a[0]").overlaps(Path.parse("a[1]"))).isFalse();
        assertThat(Path.parse("ab").overlaps(Path.parse("a"))).isFalse();
    }

    @Test
    void aMissingStepResolvesToNothing() {
        Document document = Document.of("a", Value.list(Document.of("b", Value.of(1))), "t", Value.of("x"));
        assertThat(document.get(Path.parse("a[0].b"))).isEqualTo(Value.of(1));
        for (String path : List.of("x", "a.b", "a[1]", "a[0].c", "a[0][0]", "t.b", "t[0]", "a[0].b.c")) {
            assertThat(document.get(Path.parse(path))).as(path).isNull();
        }
    }
}
