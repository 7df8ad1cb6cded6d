package io.atomicspring.test.contract;

import io.atomicspring.backend.Write;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

/**
 * What every backend must do, as tests: one nested class for each law of the SPI, named after it, and some for what the laws
 * mean together. A backend that passes gives the same answers as every other one that does.
 *
 * <pre>{@code
 * class MyStoreContractTests extends BackendContract {
 *     @Override
 *     protected BackendFixture fixture() {
 *         return new MyStoreFixture();
 *     }
 * }
 * }</pre>
 *
 * Random tests name their seed when they fail; {@code -Datomic.contract.seed} repeats one.
 *
 * @since 0.1
 */
public abstract class BackendContract {

    /** A store without entries, fresh for every test. */
    protected abstract BackendFixture fixture();

    @Nested
    class LivenessLaw extends LivenessGroup {
        LivenessLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class FirstMatchLaw extends FirstMatchGroup {
        FirstMatchLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class BlankStartLaw extends BlankStartGroup {
        BlankStartLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class VersionsOnlyRiseLaw extends VersionsOnlyRiseGroup {
        VersionsOnlyRiseLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class AllOrNoneLaw extends AllOrNoneGroup {
        AllOrNoneLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class HonestRefusalLaw extends HonestRefusalGroup {
        HonestRefusalLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class OrderLaw extends OrderGroup {
        OrderLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class NumbersLaw extends NumbersGroup {
        NumbersLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class TimeLaw extends TimeGroup {
        TimeLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class LimitsLaw extends LimitsGroup {
        LimitsLaw() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class SecondOwner extends SecondOwnerGroup {
        SecondOwner() {
            super(BackendContract.this::fixture, UnaryOperator.identity());
        }
    }

    /** A store that knows the services' writes by their shape gives the same answers without it. */
    @Nested
    class SecondOwnerWithoutShapes extends SecondOwnerGroup {
        SecondOwnerWithoutShapes() {
            super(BackendContract.this::fixture, Write::untagged);
        }
    }

    @Nested
    class Contention extends ContentionGroup {
        Contention() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class OddNames extends OddNamesGroup {
        OddNames() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class Scans extends ScansGroup {
        Scans() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class Updates extends UpdatesGroup {
        Updates() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class Guards extends GuardsGroup {
        Guards() {
            super(BackendContract.this::fixture);
        }
    }

    @Nested
    class RandomPrograms extends RandomProgramsGroup {
        RandomPrograms() {
            super(BackendContract.this::fixture);
        }
    }
}
