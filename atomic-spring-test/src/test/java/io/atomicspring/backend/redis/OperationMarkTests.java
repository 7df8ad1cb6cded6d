package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What stands for an operation in an entry's log. */
class OperationMarkTests {

    private static final int IDS = 100_000;

    @Test
    void idsOfOneProcessHaveMarksOfTheirOwn() {
        assertThat(marks(i -> new OperationId(0x1234_5678_9abc_def0L, i))).hasSize(IDS);
        assertThat(marks(i -> new OperationId(0, i << 40))).hasSize(IDS);
    }

    @Test
    void idsThatDifferInTheHighHalfAloneHaveMarksOfTheirOwn() {
        assertThat(marks(i -> new OperationId(i, 7))).hasSize(IDS);
        assertThat(marks(i -> new OperationId(i << 40, 7))).hasSize(IDS);
    }

    @Test
    void idsWhoseHalvesChangeTogetherHaveMarksOfTheirOwn() {
        assertThat(marks(i -> new OperationId(i, i))).hasSize(IDS);
        assertThat(marks(i -> new OperationId(i, -i))).hasSize(IDS);
    }

    @Test
    void aRecordIsTheMarkTheFirstBranchAndOneVersion() {
        Write write = Shapes.add(Key.of("space", "p"), BigDecimal.ONE);
        byte[] record = OperationMark.record(write);
        assertThat(record).hasSize(12).startsWith(OperationMark.of(write.operation()));
        assertThat(Arrays.copyOfRange(record, 10, 12)).containsExactly(0, 1);
        byte[] sized = OperationMark.sizedRecord(0x06_1A_80, write);
        assertThat(Arrays.copyOf(sized, 3)).containsExactly(0x06, 0x1A, 0x80);
        assertThat(Arrays.copyOfRange(sized, 3, sized.length)).isEqualTo(record);
    }

    private static Set<ByteBuffer> marks(LongFunction<OperationId> ids) {
        Set<ByteBuffer> marks = new HashSet<>();
        for (long i = 0; i < IDS; i++) {
            byte[] mark = OperationMark.of(ids.apply(i));
            assertThat(mark.length).isEqualTo(10);
            marks.add(ByteBuffer.wrap(mark));
        }
        return marks;
    }
}
