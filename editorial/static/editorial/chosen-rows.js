// The widget of editorial.choosers.ChosenRows: opens the chooser and adds a ticked box for each row chosen.
window.wagtail.app.register(
  "chosen-rows",
  class extends window.StimulusModule.Controller {
    static targets = ["list"];
    static values = { url: String, name: String };

    choose() {
      window.ModalWorkflow({
        url: this.urlValue,
        urlParams: { multiple: 1 },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: (rows) => rows.forEach((row) => this.add(row)) },
      });
    }

    add({ id, string }) {
      const box = this.listTarget.querySelector(`input[value="${id}"]`) || this.newBox(id, string);
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }

    newBox(id, string) {
      const [line, label, box] = ["div", "label", "input"].map((name) => document.createElement(name));
      Object.assign(box, { type: "checkbox", name: this.nameValue, value: id });
      label.append(box, ` ${string}`);
      line.append(label);
      this.listTarget.append(line);
      return box;
    }
  },
);
