/** How Java objects become stored values: by the application's own {@code JsonMapper}, if it has one. */
@NullMarked
package io.atomicspring.boot.autoconfigure.mapping;

import org.jspecify.annotations.NullMarked;
