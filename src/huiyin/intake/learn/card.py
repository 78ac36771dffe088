"""The card of a model (模型说明卡): what it is for, what it learned from, how good it is, where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLASSES, PURPOSES = "内容分类", "信访目的"

HEAD = """# {what}模型说明卡 Model card

| | |
|---|---|
| 用途 Purpose | 登记时建议{what}，由人决定 proposes it for a message; a person decides |
| 不得用于 Not for | 判断信访人；自动办理、拒收、排序 judging petitioners; handling, refusing or ordering matters by itself |
| 学自 Learned from | {learned_from} |
| 训练日期 Learned on | {learned_on} |
| 来信数 Messages | {messages}（{groups} 组互不相似 groups unlike each other） |
| 未用 Left out | 无文字或分类 empty {empty}；逐字重复 word for word {repeated}；太少的分类 too rare {rare} |
| 方法 Method | 一至四字串，三个线性模型，逻辑回归校准 runs of one to four characters, three linear models, calibrated |

## 交叉检验 Cross-validation

{folds} 折；相似的来信总在同一折；每条来信由没有见过它的模型判断。Each message was classed by a model that had seen neither it
nor one nearly like it; the calibration of a fold was fitted on the other folds.

| 宏平均 F1 macro-F1 | 准确率 accuracy | 校准误差 calibration error |
|---:|---:|---:|
| {macro_f1:.4f} | {accuracy:.4f} | {calibration_error:.4f} |

| 分类 class | 来信 messages | 查准 precision | 查全 recall | F1 |
|---|---:|---:|---:|---:|
"""

SECOND = """

## 二级分类 Second level

一级判断正确时；没有列出的，由关键词建议。Where the first level is right; what is not listed is left to key words.

| 一级 first level | 来信 messages | 二级数 classes | 宏平均 F1 macro-F1 | 校准误差 calibration error |
|---|---:|---:|---:|---:|
"""


def card(report: Mapping[str, Any], what: str = CLASSES) -> str:
    """The card in Markdown; `what` the model tells apart."""
    left = report["left_out"]
    rare = "、".join(f"{label}（{n}）" for label, n in left["rare"].items()) or "0"
    text = HEAD.format(
        **{k: report[k] for k in ("learned_on", "messages", "groups", "folds", "macro_f1", "accuracy", "calibration_error")},
        what=what, learned_from=_cell(report["learned_from"]),
        empty=left["without_words_or_class"], repeated=left["word_for_word"], rare=_cell(rare),
    )  # fmt: skip
    rows = [
        f"| {_cell(r['class'])} | {r['messages']} | {r['precision']:.3f} | {r['recall']:.3f} | {r['f1']:.3f} |"
        for r in report["classes"]
    ]
    wrong = [f"- {_cell(c['is'])} → {_cell(c['taken_for'])}: {c['messages']}" for c in report["confused"]]
    return (
        text + "\n".join(rows) + _second_level(report["under"]) + "\n\n## 常见的错 Commonest mistakes\n\n"
        + ("\n".join(wrong) or "-") + "\n\n概率低时请自己读信。Where the probability is low, read the message.\n"
    )  # fmt: skip


def _second_level(under: Mapping[str, Mapping[str, Any]]) -> str:
    """One line for each class whose second level was learned; the others are left to key words."""
    if not under:
        return ""
    rows = [
        f"| {_cell(label)} | {r['messages']} | {len(r['classes'])} | {r['macro_f1']:.3f} | {r['calibration_error']:.3f} |"
        for label, r in under.items()
    ]
    return SECOND + "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
