package io.atomicspring.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this process: all threads, the driver's and the JVM's own included. */
final class ClientCpu {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ClientCpu() {}

    static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
