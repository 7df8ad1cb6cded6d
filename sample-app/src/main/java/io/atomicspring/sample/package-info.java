/** A small shop that uses the services. */
@NullMarked
package io.atomicspring.sample;

import org.jspecify.annotations.NullMarked;
