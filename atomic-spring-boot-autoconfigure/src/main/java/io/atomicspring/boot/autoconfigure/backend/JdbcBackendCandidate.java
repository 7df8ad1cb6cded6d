package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.BackendType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The application's DataSource, if a dialect for its database exists. */
final class JdbcBackendCandidate implements BackendCandidate {

    private final ConnectionBeans<DataSource> dataSources;
    private final @Nullable String named;
    private final Function<DataSource, Backend> opener;

    JdbcBackendCandidate(
            ConnectionBeans<DataSource> dataSources, @Nullable String named, Function<DataSource, Backend> opener) {
        this.dataSources = dataSources;
        this.named = named;
        this.opener = opener;
    }

    @Override
    public BackendType type() {
        return BackendType.JDBC;
    }

    @Override
    public Finding find() {
        Map<String, DataSource> found = dataSources.find(named);
        List<String> supported = new ArrayList<>();
        SelectionProblem unsupported =
                new SelectionProblem.MissingBean(BackendType.JDBC, "DataSource", "spring.datasource.url");
        for (Map.Entry<String, DataSource> bean : found.entrySet()) {
            try {
                String database = DatabaseName.of(bean.getValue());
                if (SupportedDatabase.includes(database)) {
                    supported.add(bean.getKey());
                } else {
                    unsupported = new SelectionProblem.UnsupportedDatabase(
                            bean.getKey(), database, SupportedDatabase.names());
                }
            } catch (MetaDataAccessException e) {
                return new Finding.Undecided(new SelectionProblem.UnknownDatabase(
                        bean.getKey(),
                        String.valueOf(
                                NestedExceptionUtils.getMostSpecificCause(e).getMessage())));
            }
        }
        if (supported.size() > 1) {
            return new Finding.Undecided(dataSources.several(supported));
        }
        if (supported.isEmpty()) {
            return new Finding.Absent(unsupported);
        }
        String name = supported.get(0);
        DataSource dataSource = found.get(name);
        return new Finding.Usable("DataSource '" + name + "'", () -> opener.apply(dataSource));
    }
}
