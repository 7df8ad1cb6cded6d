package io.atomicspring.aop;

import java.util.List;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions of nothing, whose begin and end are written down. */
final class RecordedTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient List<String> events;
    private final transient ThreadLocal<Boolean> active = ThreadLocal.withInitial(() -> false);

    RecordedTransactions(List<String> events) {
        this.events = events;
    }

    @Override
    protected Object doGetTransaction() {
        return this;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return active.get();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        active.set(true);
        events.add("begin");
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        events.add("commit");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        events.add("rollback");
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        events.add("rollback only");
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        active.set(false);
    }
}
