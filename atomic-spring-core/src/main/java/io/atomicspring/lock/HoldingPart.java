package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.ConcurrencyFailureException;

/** The part of a commit that checks leases and changes nothing. */
final class HoldingPart extends CommitPart {

    private final Backend backend;
    private final List<Lease> leases;
    private final List<Write> checks;

    HoldingPart(Backend backend, List<Lease> leases) {
        this.backend = backend;
        this.leases = leases;
        this.checks = leases.stream()
                .map(lease -> Shapes.holding(lease.entry(), lease.owner()))
                .toList();
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String description() {
        return leases.stream().map(Lease::key).collect(Collectors.joining("', '", "lease on lock '", "'"));
    }

    @Override
    public List<Write> writes() {
        return checks;
    }

    @Override
    public ConcurrencyFailureException refusal(Write write, Outcome.Refused refused) {
        Lease lease = leases.get(checks.indexOf(write));
        return lease.lost(lease.markLost(refused));
    }
}
