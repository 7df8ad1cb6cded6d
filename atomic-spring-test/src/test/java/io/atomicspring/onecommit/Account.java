package io.atomicspring.onecommit;

import java.math.BigDecimal;

/** The money of one account. */
record Account(BigDecimal balance) {}
