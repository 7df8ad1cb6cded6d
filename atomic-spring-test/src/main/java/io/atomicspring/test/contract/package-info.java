/**
 * The contract of a backend as tests that run anywhere: extend {@link io.atomicspring.test.contract.BackendContract} and give
 * it a {@link io.atomicspring.test.contract.BackendFixture}. There is one nested group of tests per law, so the name of a
 * failing group says which law is broken.
 */
@NullMarked
package io.atomicspring.test.contract;

import org.jspecify.annotations.NullMarked;
