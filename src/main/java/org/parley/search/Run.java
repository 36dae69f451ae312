package org.parley.search;

/** A run of a script without spaces: hands on every two neighbours, and the last character alone. */
final class Run {
    private final Compound compound;
    private boolean open;
    private int script;
    private int last;
    private int lastFrom;
    private int lastTo;

    Run(Compound compound) {
        this.compound = compound;
    }

    boolean isOpen() {
        return open;
    }

    /** Adds a character; one of another script begins another run. A mark belongs to the run it stands in. */
    void add(int c, int from, int to) {
        int itsScript = Scripts.isMark(c) && open ? script : Scripts.run(c);
        if (open && itsScript == script) {
            String pair = new StringBuilder(4)
                    .appendCodePoint(last)
                    .appendCodePoint(c)
                    .toString();
            compound.single(pair, lastFrom, to);
        } else {
            end();
        }
        open = true;
        script = itsScript;
        last = c;
        lastFrom = from;
        lastTo = to;
    }

    void end() {
        if (open) {
            compound.single(Character.toString(last), lastFrom, lastTo);
            open = false;
        }
    }
}
