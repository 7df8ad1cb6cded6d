package io.atomicspring.boot.autoconfigure.backend;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Which database a {@code DataSource} leads to.
 *
 * <p>The JDBC URL of the pool tells it without a connection, so a database that is down is still known for what it is. Only
 * where no URL can be read is the database asked; {@code DatabaseDriver.fromDataSource}-like guesses that answer "unknown"
 * on an error would make such a database look like none.
 */
final class DatabaseName {

    private static final String[] URL_PROPERTIES = {"jdbcUrl", "url", "URL"};

    private DatabaseName() {}

    /**
     * The id that Spring Boot knows the database by, such as "sqlite", or else the name it gives itself.
     *
     * @throws MetaDataAccessException if the database had to be asked and did not answer
     */
    static String of(DataSource dataSource) throws MetaDataAccessException {
        String fromUrl = fromUrl(urlOf(dataSource));
        return fromUrl != null ? fromUrl : ask(dataSource);
    }

    private static @Nullable String fromUrl(@Nullable String url) {
        if (url == null || !url.startsWith("jdbc:")) {
            return null;
        }
        DatabaseDriver driver = DatabaseDriver.fromJdbcUrl(url);
        return switch (driver) {
            // These lead on to a database that the URL's prefix does not name.
            case UNKNOWN, TESTCONTAINERS, AWS_WRAPPER -> null;
            default -> driver.getId();
        };
    }

    private static @Nullable String urlOf(DataSource dataSource) {
        DataSource root = DataSourceUnwrapper.unwrapRoot(dataSource);
        BeanWrapper pool = PropertyAccessorFactory.forBeanPropertyAccess(root == null ? dataSource : root);
        for (String property : URL_PROPERTIES) {
            try {
                if (pool.isReadableProperty(property) && pool.getPropertyValue(property) instanceof String url) {
                    return url;
                }
            } catch (BeansException e) {
                // A getter that fails tells nothing; the database is asked instead.
            }
        }
        return null;
    }

    private static String ask(DataSource dataSource) throws MetaDataAccessException {
        try {
            String product = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
            DatabaseDriver driver = DatabaseDriver.fromProductName(product);
            return driver == DatabaseDriver.UNKNOWN ? product : driver.getId();
        } catch (RuntimeException e) {
            // Pools and routing data sources throw what they like.
            throw new MetaDataAccessException("Could not get a connection", e);
        }
    }
}
