package io.atomicspring.sample;

import java.math.BigDecimal;

/** The money of one account, exact. */
record Account(BigDecimal balance) {}
