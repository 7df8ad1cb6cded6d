package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What a caller is told, by what the server said. */
class FailuresTests {

    private final Failures failures = new Failures(Duration.ofMillis(250));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BUSY Redis is busy running a script.",
                "LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Redis is configured to save RDB snapshots",
                "NOREPLICAS Not enough good replicas to write.",
                "CLUSTERDOWN The cluster is down",
                "MASTERDOWN Link with MASTER is down",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "ERR Error running script: Script killed by user with SCRIPT KILL..."
            })
    void aServerThatRefusesAScriptIsUnavailable(String error) {
        assertThat(failures.answered(new RedisCommandExecutionException(error), true))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOAUTH Authentication required.",
                "NOPERM this user has no permissions to run the 'evalsha' command",
                "CROSSSLOT Keys in request don't hash to the same slot",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR unknown command 'EVALSHA'"
            })
    void whatAPersonMustMendIsASetupFailure(String error) {
        assertThat(failures.answered(new RedisCommandExecutionException(error), true))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining(error);
    }

    @Test
    void anErrorNobodyForesawLeavesAWriteUnknown() {
        RedisCommandExecutionException error = new RedisCommandExecutionException("ERR of a kind that does not exist");
        assertThat(failures.answered(error, true)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(failures.answered(error, false)).isInstanceOf(BackendUnavailableException.class);
    }

    @Test
    void anInterruptedCallerIsToldSoAndNotThatThereWasNoConnection() {
        InterruptedException own = new InterruptedException();
        Exception wrapped =
                new RedisConnectionFailureException("Unable to connect", new RedisCommandInterruptedException(own));
        for (Exception cause : List.of(own, wrapped)) {
            assertThat(failures.notSent(cause))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessage(
                            "Redis was not asked, nothing was written: the calling thread was interrupted. Ask again"
                                    + " if that is still wanted.")
                    .hasCause(cause);
            assertThat(failures.noReply(true, cause))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageStartingWith(
                            "The calling thread was interrupted before Redis answered; the write may have"
                                    + " happened")
                    .hasCause(cause);
            assertThat(failures.noReply(false, cause))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageStartingWith(
                            "The calling thread was interrupted before Redis answered; it was only asked");
        }
    }

    @Test
    void aServerThatIsTooOldIsNamedWithWhatIsNeeded() {
        ServerInfo old = ServerInfo.parse("# Server\r\nredis_version:6.2.11\r\n");
        assertThatExceptionOfType(BackendSetupException.class)
                .isThrownBy(old::requireVersion)
                .withMessage(
                        "The server is Redis '6.2.11'; Redis 7.0 or newer, or Valkey, is needed. Update the server.");
        assertThatCode(ServerInfo.parse("redis_version:7.0.15\r\n")::requireVersion)
                .doesNotThrowAnyException();
        assertThatCode(ServerInfo.parse("redis_version:10.0.0\r\n")::requireVersion)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unstable.1", "v6.2", "", ".", "7", "99999999999.0"})
    void aVersionOfAnUnknownFormIsLetPass(String version) {
        assertThatCode(ServerInfo.parse("redis_version:" + version + "\r\n")::requireVersion)
                .doesNotThrowAnyException();
    }

    @Test
    void aConnectionThatCannotBeCheckedIsGivenBack() {
        AtomicInteger closed = new AtomicInteger();
        Object commands = stub(RedisAsyncCommands.class, Map.of());
        RedisConnection odd = stub(
                RedisConnection.class,
                Map.of("getNativeConnection", () -> commands, "close", () -> closed.incrementAndGet()));
        LettuceConnectionFactory factory = new LettuceConnectionFactory() {
            @Override
            public RedisConnection getConnection() {
                return odd;
            }
        };
        ServerConnection connection = new ServerConnection(factory, Duration.ofMillis(250), failures);
        assertThatExceptionOfType(NullPointerException.class)
                .as("INFO gives nothing, which no server does")
                .isThrownBy(connection::get);
        assertThat(closed).hasValue(1);
    }

    /** Answers as told, and null to everything else. */
    private static <T> T stub(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object answer = answers.getOrDefault(method.getName(), () -> null).get();
            return method.getReturnType() == void.class ? null : answer;
        }));
    }

    @Test
    void evictionIsWarnedOfOnlyWhereItCanHappen() {
        assertThat(info("0", "allkeys-lru").evictionWarning()).isEmpty();
        assertThat(info("100", "noeviction").evictionWarning()).isEmpty();
        assertThat(info("100", "volatile-ttl").evictionWarning())
                .hasValueSatisfying(text -> assertThat(text).contains("maxmemory-policy is 'volatile-ttl'"));
    }

    @Test
    void aDriverOtherThanLettuceIsASetupFailure() {
        RedisConnectionFactory other = (RedisConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedisConnectionFactory.class},
                (proxy, method, args) -> null);
        assertThatExceptionOfType(BackendSetupException.class)
                .isThrownBy(() -> RedisBackend.on(other))
                .withMessageContaining("Lettuce is needed");
    }

    private static ServerInfo info(String memory, String policy) {
        return new ServerInfo(Map.of("maxmemory", memory, "maxmemory_policy", policy));
    }
}
