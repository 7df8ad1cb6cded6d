/**
 * Java objects as documents and back: records, classes, maps and single values, by Jackson.
 *
 * <p>{@link io.atomicspring.mapping.ValueMapper} states the rules; what cannot be read back is a
 * {@link io.atomicspring.mapping.ValueMappingException}.
 */
@NullMarked
package io.atomicspring.mapping;

import org.jspecify.annotations.NullMarked;
