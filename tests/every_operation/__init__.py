"""Every operation of the contract, asked for rightly and wrongly: the client and the simulator have to agree."""
