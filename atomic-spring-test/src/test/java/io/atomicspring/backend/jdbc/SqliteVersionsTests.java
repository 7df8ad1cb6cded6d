package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions rise across removal, expiry, purge and a clock that is set back; a purge keeps what it must. */
class SqliteVersionsTests {

    private static final Key KEY = Key.of("locks", "invoice");
    private static final Duration BACK = Duration.ofHours(1);

    @TempDir
    Path folder;

    private SqliteFixture fixture;
    private Backend backend;

    @BeforeEach
    void open() {
        fixture = new SqliteFixture(folder);
        backend = fixture.open();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBlankStartTakesTheClocksMicroseconds() {
        assertThat(put(KEY)).isEqualTo(fixture.time.micros());
    }

    @Test
    void aVersionRisesAcrossARemovalAndAClockSetBack() {
        long first = put(KEY);
        remove(KEY);
        fixture.stepClockBack(BACK);
        assertThat(put(KEY)).isEqualTo(first + 1);
    }

    @Test
    void aRemovalLeavesATombstoneForTenMinutes() throws SQLException {
        put(KEY);
        remove(KEY);
        assertThat(rows()).isEqualTo(1);
        fixture.elapse(Duration.ofMinutes(10).minusMillis(1));
        assertThat(backend.purge(10)).isZero();
        assertThat(rows()).isEqualTo(1);
        fixture.elapse(Duration.ofMillis(1));
        assertThat(backend.purge(10)).as("no entry had expired").isZero();
        assertThat(rows()).isZero();
    }

    @Test
    void aVersionRisesAcrossAPurgedTombstoneAndAClockSetBack() throws SQLException {
        long first = put(KEY);
        remove(KEY);
        fixture.elapse(Duration.ofMinutes(11));
        backend.purge(10);
        assertThat(rows()).isZero();
        fixture.stepClockBack(BACK);
        assertThat(put(KEY)).isEqualTo(first + 1);
    }

    @Test
    void aVersionRisesAcrossAPurgedExpiryOnAnotherNode() throws SQLException {
        long first = put(KEY, Duration.ofSeconds(1));
        fixture.elapse(Duration.ofSeconds(1));
        assertThat(backend.purge(10)).isEqualTo(1);
        assertThat(rows()).isZero();
        fixture.stepClockBack(BACK);
        Backend other = fixture.reopen();
        Outcome outcome = other.apply(Write.to(KEY)
                .when(Guard.absent(), Change.put(Document.empty(), Expiry.never()))
                .build());
        assertThat(((Outcome.Applied) outcome).version()).isEqualTo(first + 1);
    }

    @Test
    void theFloorIsTheHighestPurgedVersionAndNeverFalls() {
        Key early = Key.of("locks", "early");
        put(early, Duration.ofDays(2));
        fixture.elapse(Duration.ofDays(1));
        long high = put(Key.of("locks", "high"), Duration.ofSeconds(1));
        fixture.elapse(Duration.ofSeconds(1));
        assertThat(backend.purge(10)).isEqualTo(1);
        fixture.elapse(Duration.ofDays(1));
        assertThat(backend.purge(10)).as("the early one, with a lower version").isEqualTo(1);
        fixture.stepClockBack(Duration.ofDays(3));
        assertThat(put(early)).isEqualTo(high + 1);
        assertThat(put(KEY)).isEqualTo(high + 1);
    }

    @Test
    void anEntryThatWasRenewedIsNotPurged() {
        put(KEY, Duration.ofSeconds(1));
        put(KEY, Duration.ofSeconds(10));
        fixture.elapse(Duration.ofSeconds(5));
        assertThat(backend.purge(10)).isZero();
        assertThat(backend.read(List.of(KEY)).entries()).hasSize(1);
    }

    @Test
    void anEntryThatIsRenewedWhileAPurgeLooksAtItStays() {
        WatchedDataSource watched = new WatchedDataSource(fixture.url(), fixture.file.toString());
        Backend purging = fixture.open(fixture.pool(1, watched), options -> options);
        put(KEY, Duration.ofSeconds(1));
        fixture.elapse(Duration.ofSeconds(2));
        watched.before("BEGIN", () -> put(KEY, Duration.ofSeconds(10)));
        assertThat(purging.purge(10)).isZero();
        assertThat(backend.read(List.of(KEY)).entries()).hasSize(1);
    }

    @Test
    void theClockIsReadWhenTheLockIsHeld() {
        WatchedDataSource watched = new WatchedDataSource(fixture.url(), fixture.file.toString());
        Backend waiting = fixture.open(fixture.pool(1, watched), options -> options);
        watched.before("BEGIN", () -> fixture.elapse(Duration.ofSeconds(3)));
        Outcome outcome = waiting.apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(((Outcome.Applied) outcome).version()).isEqualTo(fixture.time.micros());
        assertThat(outcome.at()).isEqualTo(fixture.time.now());
    }

    @Test
    void aPurgeStopsAtItsLimitAndTheNextGoesOn() throws SQLException {
        for (int i = 0; i < 250; i++) {
            put(Key.of("locks", "expired-" + i), Duration.ofSeconds(1));
            put(Key.of("locks", "lives-" + i));
        }
        fixture.elapse(Duration.ofSeconds(2));
        assertThat(backend.purge(30)).isEqualTo(30);
        assertThat(backend.purge(150)).isEqualTo(150);
        assertThat(backend.purge(1000)).isEqualTo(70);
        assertThat(backend.purge(1000)).isZero();
        assertThat(rows()).isEqualTo(250);
    }

    @Test
    void aPurgeGoesRoundAndFindsWhatExpiredBehindIt() {
        put(Key.of("locks", "a"), Duration.ofSeconds(1));
        put(Key.of("locks", "b"), Duration.ofSeconds(1));
        fixture.elapse(Duration.ofSeconds(2));
        assertThat(backend.purge(1)).isEqualTo(1);
        put(Key.of("locks", "a"), Duration.ofSeconds(1));
        fixture.elapse(Duration.ofSeconds(2));
        assertThat(backend.purge(10)).as("b, and then a").isEqualTo(2);
        assertThat(backend.purge(10)).isZero();
    }

    @Test
    void aPurgeLeavesOtherNamespacesAlone() {
        Backend other = fixture.open(options -> options.namespace("other"));
        other.apply(Write.to(KEY)
                .when(Guard.always(), Change.put(Document.empty(), Expiry.after(Duration.ofSeconds(1))))
                .build());
        fixture.elapse(Duration.ofSeconds(2));
        assertThat(backend.purge(10)).isZero();
        assertThat(other.purge(10)).isEqualTo(1);
    }

    @Test
    void aPurgeOfNothingIsRefused() {
        assertThatThrownBy(() -> backend.purge(0)).isInstanceOf(InvalidInputException.class);
    }

    private long put(Key key) {
        return version(Write.to(key)
                .when(Guard.always(), Change.put(Document.of("n", Value.of(1)), Expiry.never()))
                .build());
    }

    private long put(Key key, Duration timeToLive) {
        return version(Write.to(key)
                .when(Guard.always(), Change.put(Document.of(Shapes.COUNT, Value.of(1)), Expiry.after(timeToLive)))
                .build());
    }

    private void remove(Key key) {
        version(Write.to(key).when(Guard.present(), Change.remove()).build());
    }

    private long version(Write write) {
        return ((Outcome.Applied) backend.apply(write)).version();
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(fixture.url());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM atomic_entry")) {
            return count.getInt(1);
        }
    }
}
