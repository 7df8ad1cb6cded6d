/** Keeps the documents true: what they name exists, what they show compiles and runs. */
@NullMarked
package io.atomicspring.docs;

import org.jspecify.annotations.NullMarked;
