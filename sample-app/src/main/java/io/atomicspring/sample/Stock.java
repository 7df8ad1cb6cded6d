package io.atomicspring.sample;

/** How many pieces of an article are left and how many are reserved. */
record Stock(long available, long reserved) {}
