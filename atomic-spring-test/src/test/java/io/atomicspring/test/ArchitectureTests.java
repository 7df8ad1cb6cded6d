package io.atomicspring.test;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of the design: services, then commits, then the SPI, which the backends implement. */
class ArchitectureTests {

    private static final String SPI = "io.atomicspring.backend";
    private static final String COMMIT = "io.atomicspring.commit..";
    private static final String TIME = "io.atomicspring.time..";
    private static final String[] SERVICES = {
        "io.atomicspring.store..",
        "io.atomicspring.lock..",
        "io.atomicspring.counter..",
        "io.atomicspring.once..",
        "io.atomicspring.limit..",
        "io.atomicspring.layer.."
    };
    private static final String[] JAVA = {
        "java..", "org.jspecify.annotations..", "org.slf4j..", "org.springframework.dao.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.atomicspring");

    private static String[] and(String[] packages, String... more) {
        return Stream.concat(Arrays.stream(packages), Arrays.stream(more)).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("io.atomicspring..");
    }

    @Test
    void thereIsSomethingToJudge() {
        assertThat(CLASSES.contain("io.atomicspring.backend.Backend")).isTrue();
        assertThat(CLASSES.contain("io.atomicspring.commit.Commits")).isTrue();
        assertThat(CLASSES.contain("io.atomicspring.test.contract.BackendContract"))
                .isTrue();
        assertThat(CLASSES.contain("io.atomicspring.test.ArchitectureTests")).isFalse();
    }

    @Test
    void theSpiKnowsNobody() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JAVA, SPI, TIME))
                .check(CLASSES);
    }

    @Test
    void commitsKnowOnlyTheSpi() {
        classes()
                .that()
                .resideInAPackage(COMMIT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JAVA, COMMIT, SPI, TIME))
                .check(CLASSES);
    }

    @Test
    void aServiceKnowsNoOtherService() {
        for (String service : SERVICES) {
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(SERVICES).and(not(resideInAPackage(service))))
                    .because("services meet in commits")
                    // Services arrive one after the other.
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void aServiceKnowsNoBackend() {
        noClasses()
                .that()
                .resideInAnyPackage(and(SERVICES, COMMIT))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.atomicspring.backend..").and(not(resideInAPackage(SPI))))
                .check(CLASSES);
    }

    @Test
    void servicesSeeNoSpringButItsExceptions() {
        noClasses()
                .that()
                .resideInAnyPackage(and(SERVICES, COMMIT))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework..")
                        .and(not(resideInAPackage("org.springframework.dao.."))))
                .check(CLASSES);
    }

    @Test
    void nobodyBelowTheServicesKnowsThem() {
        noClasses()
                .that()
                .resideInAnyPackage("io.atomicspring.backend..", COMMIT, TIME, "io.atomicspring.mapping..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(and(
                        SERVICES, "io.atomicspring.annotation..", "io.atomicspring.aop..", "io.atomicspring.test..")))
                .check(CLASSES);
    }

    @Test
    void aBackendKnowsNoOtherBackend() {
        slices().matching("io.atomicspring.backend.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("io.atomicspring.backend.group.."))
                .check(CLASSES);
    }

    @Test
    void aBackendKnowsOnlyItsOwnDriver() {
        onlySees("memory");
        onlySees("group");
        onlySees(
                "redis",
                "org.springframework.data.redis..",
                "io.lettuce..",
                "io.netty..",
                "org.springframework.core..");
        onlySees(
                "jdbc",
                "javax.sql..",
                "org.sqlite..",
                "org.springframework.jdbc..",
                "org.springframework.transaction..",
                "org.springframework.util..",
                "org.springframework.core..");
    }

    private static void onlySees(String backend, String... driver) {
        String own = SPI + "." + backend + "..";
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(and(JAVA, own, SPI, SPI + ".group..", TIME), driver))
                // Backends arrive one after the other.
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("io.atomicspring.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheOwnersOfTimeReadAClockOrSleep() {
        noClasses()
                .that(ours().and(not(resideInAPackage(TIME))))
                .should()
                .accessTargetWhere(readsAClockOrSleeps())
                .orShould()
                .callConstructor(Date.class)
                .because("time is a collaborator: io.atomicspring.time.TimeSource")
                .check(CLASSES);
    }

    /** Waiting for a signal with a bound is neither: {@code Condition.awaitNanos}, or parking with somebody to unpark. */
    private static DescribedPredicate<JavaAccess<?>> readsAClockOrSleeps() {
        return DescribedPredicate.describe("reads a clock or sleeps", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return switch (owner) {
                case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
                case "java.lang.Thread" -> name.equals("sleep");
                case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
                case "java.util.concurrent.locks.LockSupport" ->
                    name.equals("parkUntil") || access.getTarget().getFullName().endsWith("parkNanos(long)");
                case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
                default -> owner.startsWith("java.time.") && name.equals("now");
            };
        });
    }

    @Test
    void noPackageIsADrawer() {
        noClasses()
                .that(ours())
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..helper..", "..impl..", "..base..", "..misc..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarkedAndIntroduced() {
        Set<String> packages = CLASSES.stream()
                .filter(ours())
                .map(JavaClass::getPackage)
                .filter(each -> !isNullMarked(each))
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));
        assertThat(packages).as("packages without a @NullMarked package-info").isEmpty();
    }

    private static boolean isNullMarked(JavaPackage each) {
        return each.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }
}
