package io.atomicspring.benchmarks;

import java.util.List;

/**
 * Subjects that do the same operation, measured side by side.
 *
 * @param name selects the group on the command line; so does each prefix that ends before a hyphen
 * @param operation what one operation is, for the report
 * @param threads the numbers of threads to measure with
 * @param setup opens the group, anew for each number of threads
 */
record Group(String name, String operation, List<Integer> threads, Opener setup) {

    interface Opener {
        Setup open() throws Exception;
    }

    boolean isSelectedBy(String selector) {
        return name.equals(selector) || name.startsWith(selector + "-");
    }
}
