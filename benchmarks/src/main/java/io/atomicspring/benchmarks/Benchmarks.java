package io.atomicspring.benchmarks;

/** Runs the benchmarks. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        System.out.println("No benchmarks yet.");
    }
}
