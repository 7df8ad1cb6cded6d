/** Support for testing applications and backends. */
@NullMarked
package io.atomicspring.test;

import org.jspecify.annotations.NullMarked;
