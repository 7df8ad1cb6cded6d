package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.contract.BackendContract;
import io.atomicspring.test.contract.BackendFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

class SqliteContractTests extends BackendContract {

    @Override
    protected BackendFixture fixture() {
        return new SqliteContractFixture();
    }

    private static final class SqliteContractFixture implements BackendFixture {

        private final Path folder = newFolder();
        private final SqliteFixture nodes = new SqliteFixture(folder);

        @Override
        public Backend open() {
            return nodes.open();
        }

        @Override
        public Backend reopen() {
            return nodes.reopen();
        }

        @Override
        public void elapse(Duration duration) {
            nodes.elapse(duration);
        }

        @Override
        public void stepClockBack(Duration duration) {
            nodes.stepClockBack(duration);
        }

        @Override
        public void close() {
            nodes.close();
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path newFolder() {
            try {
                return Files.createTempDirectory("sqlite-contract");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
