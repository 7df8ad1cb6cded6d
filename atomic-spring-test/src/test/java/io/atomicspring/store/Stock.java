package io.atomicspring.store;

/** The item that most tests are about. */
record Stock(int available, int reserved) {}
