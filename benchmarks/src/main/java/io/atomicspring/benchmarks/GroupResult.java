package io.atomicspring.benchmarks;

import java.util.List;

/**
 * What a group's subjects achieved with one number of threads.
 *
 * @param server the server behind all of them
 * @param subjects the limit first
 */
record GroupResult(String group, String operation, int threads, String server, List<SubjectResult> subjects) {

    SubjectResult limit() {
        return subjects.get(0);
    }
}
