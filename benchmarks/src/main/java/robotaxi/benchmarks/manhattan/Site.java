package robotaxi.benchmarks.manhattan;

/** Plugs in one place; at a base cars stand in stalls. */
public final class Site {
    final String id;
    final int link;
    final int plugs;
    final double kw;
    final boolean isBase;
    final double dollarsPerKwh;
    int taken;

    Site(String id, int link, int plugs, double kw, boolean isBase, double dollarsPerKwh) {
        this.id = id;
        this.link = link;
        this.plugs = plugs;
        this.kw = kw;
        this.isBase = isBase;
        this.dollarsPerKwh = dollarsPerKwh;
    }
}
