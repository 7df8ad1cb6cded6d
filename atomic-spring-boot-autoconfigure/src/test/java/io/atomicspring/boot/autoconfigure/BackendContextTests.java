package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.atomicspring.backend.Backend;
import io.atomicspring.backend.jdbc.JdbcBackend;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.backend.redis.RedisBackend;
import io.atomicspring.counter.CounterService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

/** The choice of the store in whole contexts, with Boot's own DataSource and Redis configuration. */
@ExtendWith(OutputCaptureExtension.class)
class BackendContextTests {

    @TempDir
    private Path folder;

    private final ApplicationContextRunner none = new ApplicationContextRunner()
            .withConfiguration(Slices.all())
            .withPropertyValues("spring.application.name=shop");

    private ApplicationContextRunner sqlite() {
        return none.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=jdbc:sqlite:" + folder.resolve("shop.db"));
    }

    private static ApplicationContextRunner withRedis(ApplicationContextRunner runner) {
        return runner.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));
    }

    @Test
    void withoutAStoreItIsMemory(CapturedOutput output) {
        none.run(context -> assertThat(context).getBean(Backend.class).isInstanceOf(MemoryBackend.class));
        assertThat(output).contains("they hold inside this JVM only");
    }

    @Test
    void aSqliteDataSourceIsTaken(CapturedOutput output) {
        sqlite().run(context -> {
            assertThat(context).getBean(Backend.class).isInstanceOf(JdbcBackend.class);
            assertThat(context.getBean(CounterService.class).increment("views")).isEqualTo(1);
        });
        sqlite().run(context -> assertThat(context.getBean(CounterService.class).increment("views"))
                .isEqualTo(2));
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aRedisConnectionFactoryIsTakenBeforeItsServerAnswers() {
        withRedis(none)
                .withPropertyValues("spring.data.redis.port=1")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .getBean(Backend.class)
                        .isInstanceOf(RedisBackend.class));
    }

    @Test
    void aSqliteDataSourceAndARedisConnectionFactoryAreOneTooMany() {
        FailureAnalysis analysis = failureOf(withRedis(sqlite()));
        assertThat(analysis.getDescription())
                .isEqualTo("Several stores could be used, and 'atomic.backend' does not say which: jdbc (DataSource"
                        + " 'dataSource'), redis (RedisConnectionFactory 'redisConnectionFactory').");
        assertThat(analysis.getAction())
                .isEqualTo("Set 'atomic.backend' to 'jdbc' or 'redis'. Every node of the application must use the same"
                        + " store.");
    }

    @Test
    void thePropertyDecidesBetweenThem() {
        withRedis(sqlite())
                .withPropertyValues("atomic.backend=jdbc")
                .run(context -> assertThat(context).getBean(Backend.class).isInstanceOf(JdbcBackend.class));
        withRedis(sqlite())
                .withPropertyValues("atomic.backend=redis")
                .run(context -> assertThat(context).getBean(Backend.class).isInstanceOf(RedisBackend.class));
        withRedis(sqlite())
                .withPropertyValues("atomic.backend=memory")
                .run(context -> assertThat(context).getBean(Backend.class).isInstanceOf(MemoryBackend.class));
    }

    @Test
    void aBackendOfTheApplicationTurnsTheChoiceOff() {
        Backend own = MemoryBackend.create();
        withRedis(sqlite()).withBean(Backend.class, () -> own).run(context -> {
            assertThat(context).getBean(Backend.class).isSameAs(own);
            assertThat(context.getBeanDefinitionNames()).noneMatch(name -> name.endsWith("BackendCandidate"));
        });
    }

    @Test
    void anotherDatabaseIsPassedOverUnlessItIsChosen() {
        ApplicationContextRunner postgres = none.withBean(DataSource.class, () -> {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
            return pool;
        });
        withRedis(postgres)
                .run(context -> assertThat(context).getBean(Backend.class).isInstanceOf(RedisBackend.class));
        assertThat(failureOf(postgres.withPropertyValues("atomic.backend=jdbc")).getDescription())
                .isEqualTo("The DataSource 'dataSource' leads to a database that this version does not support:"
                        + " 'postgresql'.");
    }

    @Test
    void aChosenStoreWithoutItsClassesOrBeanSaysWhatToAdd() {
        assertThat(failureOf(none.withPropertyValues("atomic.backend=redis")
                                .withClassLoader(new FilteredClassLoader("org.springframework.data.redis")))
                        .getAction())
                .startsWith("Add the dependency 'org.springframework.boot:spring-boot-starter-data-redis'");
        assertThat(failureOf(none.withPropertyValues("atomic.backend=jdbc")
                                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc")))
                        .getAction())
                .startsWith("Add the dependency 'org.springframework.boot:spring-boot-starter-jdbc'");
        assertThat(failureOf(none.withPropertyValues("atomic.backend=redis")).getAction())
                .startsWith("Set 'spring.data.redis.host'");
        assertThat(failureOf(none.withPropertyValues("atomic.backend=jdbc")).getAction())
                .startsWith("Set 'spring.datasource.url'");
    }

    @Test
    void withoutAnyDriverTheRestStillStarts() {
        none.withClassLoader(new FilteredClassLoader(
                        "org.springframework.data.redis",
                        "io.lettuce",
                        "org.springframework.jdbc",
                        "org.springframework.boot.jdbc",
                        "org.springframework.boot.sql",
                        "org.springframework.boot.health",
                        "org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(CounterService.class));
    }

    @Test
    void aFileThatIsNoDatabaseIsAnAnalysedFailure() throws IOException {
        Files.writeString(folder.resolve("shop.db"), "This is a shopping list and no database. ".repeat(100));
        FailureAnalysis analysis = failureOf(sqlite());
        assertThat(analysis.getDescription()).startsWith("The store cannot be used as it is set up. ");
        assertThat(analysis.getAction())
                .isEqualTo("Correct the store as described, or choose another one with 'atomic.backend'.");
    }

    @Test
    void aFileThatStaysLockedIsAnAnalysedFailure() throws Exception {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                var statement = other.createStatement()) {
            statement.execute("begin exclusive");
            FailureAnalysis analysis = failureOf(sqlite().withPropertyValues("atomic.timeout=200ms"));
            assertThat(analysis.getDescription())
                    .startsWith("The store could not be reached while the application started. ");
            assertThat(analysis.getAction())
                    .isEqualTo("Make the store reachable and start again. Nothing was written.");
        }
    }

    @Test
    void tablesAreNotCreatedWhenNotWanted() {
        assertThat(failureOf(sqlite().withPropertyValues("atomic.jdbc.initialize-schema=never"))
                        .getDescription())
                .startsWith("The store cannot be used as it is set up. ");
    }

    @Test
    void scriptsOfTheApplicationRunBeforeTheTablesAreLookedFor() throws IOException {
        String schema = new ClassPathResource("sqlite/schema-v1.sql", JdbcBackend.class)
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("${prefix}", "atomic_");
        Path script = Files.writeString(folder.resolve("schema.sql"), schema);
        sqlite().withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues(
                        "atomic.jdbc.initialize-schema=never",
                        "spring.sql.init.mode=always",
                        "spring.sql.init.schema-locations=file:" + script)
                .run(context -> assertThat(context.getBean(CounterService.class).increment("views"))
                        .isEqualTo(1));
    }

    @Test
    void theTablePrefixIsTheSettings() throws Exception {
        sqlite().withPropertyValues("atomic.jdbc.table-prefix=shop_")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).isNotEmpty().allMatch(name -> name.startsWith("shop_"));
    }

    @Test
    void applicationsWithDifferentNamesDoNotMeet() {
        sqlite().run(context -> context.getBean(CounterService.class).add("views", 5));
        sqlite().withPropertyValues("spring.application.name=blog")
                .run(context -> assertThat(context.getBean(CounterService.class).get("views"))
                        .isZero());
        sqlite().withPropertyValues("spring.application.name=blog", "atomic.namespace=shop")
                .run(context -> assertThat(context.getBean(CounterService.class).get("views"))
                        .isEqualByComparingTo("5"));
    }

    @Test
    void anApplicationWithoutANameIsWarned(CapturedOutput output) {
        sqlite().withPropertyValues("spring.application.name=")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("The application has no name, so its entries are kept under the namespace 'default': another"
                        + " application without a name on the same store would share its locks and data. Set"
                        + " 'atomic.namespace' or 'spring.application.name'.");
    }

    @Test
    void aValueThatTheStoreRefusesIsNamedWithItsProperty() {
        assertInvalid("atomic.jdbc.table-prefix", "drop table;", "The table prefix 'drop table;' is not valid");
        assertInvalid("atomic.namespace", "n".repeat(201), "The namespace 'nnn");
        assertInvalid("spring.application.name", "n".repeat(201), "The namespace 'nnn");
        assertInvalid("atomic.timeout", "1h", "The timeout is PT1H; it must be at most 10 minutes.");
        assertInvalid("atomic.store.space", "atomic.locks", "atomic.locks");
    }

    private void assertInvalid(String property, String value, String reason) {
        FailureAnalysis analysis = failureOf(sqlite().withPropertyValues(property + "=" + value));
        assertThat(analysis.getDescription()).contains("'" + property + "'").contains(reason);
    }

    private List<String> tables() throws Exception {
        List<String> names = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery(
                                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static FailureAnalysis failureOf(ApplicationContextRunner runner) {
        List<FailureAnalysis> analyses = new ArrayList<>();
        runner.run(context -> analyses.add(FailureAnalyses.of(context.getStartupFailure())));
        return analyses.get(0);
    }
}
