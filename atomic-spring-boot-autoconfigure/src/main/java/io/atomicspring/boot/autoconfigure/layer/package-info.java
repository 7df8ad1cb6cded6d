/** The {@link io.atomicspring.layer.LayerService} as a bean. */
@NullMarked
package io.atomicspring.boot.autoconfigure.layer;

import org.jspecify.annotations.NullMarked;
