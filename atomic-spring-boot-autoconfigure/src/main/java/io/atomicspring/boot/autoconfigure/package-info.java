/** Auto-configuration for Spring Boot. */
@NullMarked
package io.atomicspring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
