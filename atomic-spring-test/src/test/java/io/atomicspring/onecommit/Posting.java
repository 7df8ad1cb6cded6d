package io.atomicspring.onecommit;

import java.math.BigDecimal;

/** A line of the ledger. */
record Posting(String reference, BigDecimal amount) {}
