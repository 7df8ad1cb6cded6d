/**
 * A small shop that sells without overselling, moves money without losing any, and counts what happened. Read
 * {@link io.atomicspring.sample.StockRoom} first, then {@link io.atomicspring.sample.Bank}.
 */
@NullMarked
package io.atomicspring.sample;

import org.jspecify.annotations.NullMarked;
