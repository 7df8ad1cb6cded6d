package io.atomicspring.sample;

import java.math.BigDecimal;

/**
 * A transfer that happened, or is asked for.
 *
 * @param reference the client's name for it: a transfer is done once for each reference
 */
record LedgerEntry(String reference, String from, String to, BigDecimal amount) {

    LedgerEntry {
        if (reference == null || from == null || to == null || amount == null) {
            throw new IllegalArgumentException("A transfer needs a reference, from, to and an amount.");
        }
    }
}
