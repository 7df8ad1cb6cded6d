package io.atomicspring.backend.jdbc;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** The Spring transaction of the calling thread, as far as it can be in the way of a call. */
final class CallersTransaction {

    /** What a caller should know who waited in vain while a transaction of its own was open. */
    static final String HINT =
            "The calling thread has a transaction open on the same DataSource: if it has written, it holds"
                    + " the very lock that this call waits for, and waiting longer cannot help. Make the call before the transaction"
                    + " begins or after its completion.";

    private static final boolean SPRING_JDBC = ClassUtils.isPresent(
            "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy",
            CallersTransaction.class.getClassLoader());

    private CallersTransaction() {}

    /** The DataSource that gives connections of their own, where a proxy would give the transaction's. */
    static DataSource outside(DataSource dataSource) {
        return SPRING_JDBC ? SpringJdbc.target(dataSource) : dataSource;
    }

    /**
     * Whether the calling thread may have written through the DataSource and not yet committed. In {@code afterCompletion}
     * Spring still calls the transaction active and keeps its connection bound, but has ended its synchronization.
     */
    static boolean mayHaveWritten(DataSource dataSource) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && TransactionSynchronizationManager.hasResource(dataSource);
    }

    /** Apart, because the classes of spring-jdbc need not be there. */
    private static final class SpringJdbc {
        static DataSource target(DataSource dataSource) {
            DataSource target = dataSource;
            while (target instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
                target = proxy.getTargetDataSource();
            }
            return target;
        }
    }
}
