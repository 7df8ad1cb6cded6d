package io.atomicspring.benchmarks;

import java.util.Map;

/** A server that tells what it did. */
interface MeasuredServer extends AutoCloseable {

    /** For subjects that use no server. */
    MeasuredServer NONE = new MeasuredServer() {
        @Override
        public String description() {
            return "none";
        }

        @Override
        public ServerCounts counts() {
            return ServerCounts.NOTHING;
        }

        @Override
        public SentShares watch(Work work) throws Exception {
            work.run();
            return new SentShares(Map.of());
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    };

    /** Something to run while the server is watched. */
    interface Work {
        void run() throws Exception;
    }

    /** Product, version and what matters of its set-up. */
    String description() throws Exception;

    /** What the server did since it started. */
    ServerCounts counts() throws Exception;

    /**
     * Which of the commands that {@code work} causes are sent by clients, and which run inside scripts: the server's own
     * statistics do not tell them apart. Watching slows the server, so nothing is timed meanwhile.
     */
    SentShares watch(Work work) throws Exception;

    @Override
    void close() throws Exception;
}
